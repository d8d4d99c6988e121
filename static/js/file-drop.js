// <file-drop>: sends the files of a plain form piece by piece, and goes on after a broken line.
// The form works without it: then the files travel inside the form itself.

const DAY = 24 * 3600 * 1000

class FileDrop extends HTMLElement {
  #sendings = new Set()
  #depth = 0

  connectedCallback() {
    if (!window.tus || this.list) return
    this.words = JSON.parse(this.dataset.words)
    this.input = this.querySelector("input[type=file]")
    this.list = this.querySelector("[data-list]")
    this.form = this.closest("form")
    this.input.addEventListener("change", () => this.#add(this.input.files))
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) this.addEventListener(name, this.#drag)
    this.form.addEventListener("submit", this.#hold, true)
    this.#remember()
    this.#repeat()
  }

  word(key, values = {}) {
    return this.words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
  }

  say(text) {
    this.querySelector("[role=status]").textContent = text
  }

  fingerprint(file = null) {
    const whose = `bibliokarta ${this.dataset.owner} ${this.dataset.destination} `
    return file ? whose + [file.name, file.size, file.lastModified].join(" ") : whose
  }

  // What an earlier visit has left unfinished: choosing the same file goes on with it.
  async #remember() {
    const storage = window.tus.defaultOptions.urlStorage
    const left = new Set()
    for (const { creationTime, metadata, urlStorageKey } of await storage.findAllUploads()) {
      if (Date.now() - Date.parse(creationTime) > DAY) storage.removeUpload(urlStorageKey)
      else if (urlStorageKey.includes(`::${this.fingerprint()}`)) left.add(metadata.filename)
    }
    const hint = this.querySelector("[data-left]")
    hint.hidden = !left.size
    hint.textContent = left.size ? this.word("left", { names: [...left].join("», «") }) : ""
  }

  // Why a file was refused is still to be read when the page comes back with the others.
  get #place() {
    return `refused ${this.fingerprint()}`
  }

  #repeat() {
    const refused = JSON.parse(sessionStorage.getItem(this.#place) ?? "[]")
    sessionStorage.removeItem(this.#place)
    for (const [name, text] of refused) this.#sendings.add(new FileSending(this, new File([], name), text))
    this.list.hidden = !this.#sendings.size
  }

  #drag = (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return
    event.preventDefault()
    this.#depth = { dragenter: this.#depth + 1, dragover: this.#depth, dragleave: this.#depth - 1 }[event.type] ?? 0
    this.querySelector(".drop").classList.toggle("drop--over", this.#depth > 0)
    if (event.type === "drop") this.#add(event.dataTransfer.files)
  }

  #add(files) {
    const chosen = this.input.multiple ? [...files] : [...files].slice(0, 1)
    this.input.value = "" // they travel by themselves now, not in the form
    this.input.required = false
    for (const file of chosen) this.#sendings.add(new FileSending(this, file))
    for (const file of [...files].slice(chosen.length)) this.#sendings.add(new FileSending(this, file, this.word("single")))
    this.list.hidden = !this.#sendings.size
    this.next()
  }

  forget(sending) {
    this.#sendings.delete(sending)
    this.list.hidden = !this.#sendings.size
    if (this.list.hidden) this.input.focus()
    this.next()
  }

  // One after the other: on a slow line the first is there sooner.
  next() {
    const all = [...this.#sendings]
    if (all.some(({ state }) => state === "sending")) return
    const following = all.find(({ state }) => state === "waiting")
    if (following) return following.start()
    const refused = all.filter(({ state }) => state === "failed")
    if (!("send" in this.dataset) || !all.some(({ state }) => state === "done")) return
    if (all.some(({ state }) => state !== "done" && state !== "failed")) return
    sessionStorage.setItem(this.#place, JSON.stringify(refused.map(({ file, said }) => [file.name, said])))
    this.form.requestSubmit()
  }

  #hold = (event) => {
    const over = "send" in this.dataset ? ["done", "failed"] : ["done"]
    const open = [...this.#sendings].filter(({ state }) => !over.includes(state))
    if (!open.length) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.say(this.word("hold"))
    open[0].row.scrollIntoView({ block: "nearest" })
  }
}

// A file let go beside its place would be opened by the browser instead of this page.
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return
    event.preventDefault()
    event.dataTransfer.dropEffect = "none"
  })
}

customElements.define("file-drop", FileDrop)
