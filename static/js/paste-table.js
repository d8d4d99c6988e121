// <paste-table>: keeps the table that the clipboard holds beside the plain text one sees.

const MOST = 7_000_000 // letters; the server takes no more in one form

class PasteTable extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea")
    this.html = this.querySelector("input[name=html]")
    this.status = this.querySelector("[role=status]")
    this.area.addEventListener("paste", this.#paste)
    this.area.addEventListener("input", this.#input)
    if (this.html.value) this.#say(this.#counted(rowsIn(this.html.value).length))
  }

  #paste = (event) => {
    const html = event.clipboardData.getData("text/html")
    const rows = rowsIn(html)
    this.#forget()
    requestAnimationFrame(() => this.area.scrollTo(0, 0)) // its beginning tells what it is
    if (!rows.length) return
    if (html.length > MOST) return this.#say(this.dataset.big)
    this.html.value = html
    this.#say(this.#counted(rows.length))
    if (event.clipboardData.getData("text/plain")) return
    event.preventDefault() // a program that gave the table only: show its cells
    this.area.value = rows.map(cellsOf).join("\n")
  }

  #input = (event) => {
    if (event.inputType === "insertFromPaste" || !this.html.value) return
    this.#forget()
    if (this.area.value) this.#say(this.dataset.edited)
  }

  #forget() {
    this.html.value = ""
    this.status.hidden = true
  }

  #counted(rows) {
    const form = new Intl.PluralRules(document.documentElement.lang).select(rows)
    const sentence = this.dataset[form] ?? this.dataset.many
    return sentence.replace("#", rows)
  }

  #say(sentence) {
    this.status.querySelector("[data-said]").textContent = sentence
    this.status.hidden = false
  }
}

function rowsIn(html) {
  if (!/<table/i.test(html)) return []
  return [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("tr")]
}

function cellsOf(row) {
  return [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, " ")).join("\t")
}

customElements.define("paste-table", PasteTable)
