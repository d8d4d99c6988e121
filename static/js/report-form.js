// <report-form>: saves each field as soon as it is changed; what the line did not carry waits.
//
// Without it the figures are one form with a button in each section. It sends that form field by field,
// and puts the parts of the answer in place of those with the same id. No htmx on this page: it
// has to open over bad lines.

const PATIENCE = 20_000 // milliseconds until a silent server counts as no connection
const PAUSE = 4_000 // milliseconds between tries

class ReportForm extends HTMLElement {
  #unsent = new Map() // id of a field → what is typed in it
  #refused = new Set() // what the server did not take: not sent again until it is changed
  #isSending = false
  #timer = 0

  connectedCallback() {
    this.key = `report-${this.dataset.key}`
    this.addEventListener("input", ({ target }) => this.#isLive(target) && this.#typed(target))
    this.addEventListener("change", ({ target }) => this.#isLive(target) && this.#changed(target))
    document.addEventListener("submit", this.#submit)
    this.addEventListener("click", this.#click)
    window.addEventListener("online", this.#again)
    window.addEventListener("beforeunload", this.#leave)
    this.#restore()
  }

  disconnectedCallback() {
    document.removeEventListener("submit", this.#submit)
    window.removeEventListener("online", this.#again)
    window.removeEventListener("beforeunload", this.#leave)
    clearTimeout(this.#timer)
  }

  #isLive = (field) => field.matches("[data-live][name]") // forms that it sends have the mark too
  #again = () => this.#send()
  #leave = (event) => { if (this.#unsent.size) event.preventDefault() }

  // ── What is typed is kept until the server has it, even over a reload ──

  #keep() {
    if (this.#unsent.size) sessionStorage.setItem(this.key, JSON.stringify([...this.#unsent]))
    else sessionStorage.removeItem(this.key)
    this.querySelector("[data-count]").textContent = this.#unsent.size
  }

  #restore() {
    const early = [...this.querySelectorAll("[data-live][name]")].filter(isTouched) // before this script came
    for (const [id, text] of JSON.parse(sessionStorage.getItem(this.key) ?? "[]")) {
      const field = document.getElementById(id)
      if (!field || field.value === text || early.includes(field)) continue
      field.value = text
      this.#unsent.set(id, text)
    }
    for (const field of early) this.#unsent.set(field.id, field.value)
    this.#keep()
    this.#send()
  }

  #typed(field) {
    this.#unsent.set(field.id, field.value)
    this.#refused.delete(field.id)
    this.#keep()
  }

  #changed(field) {
    this.#typed(field)
    this.#send()
  }

  // ── One field after the other ──

  async #send() {
    if (this.#isSending) return
    this.#isSending = true
    clearTimeout(this.#timer)
    let trouble = ""
    for (const id of this.#waiting()) {
      trouble = await this.#save(id)
      if (trouble) break
    }
    this.#isSending = false
    this.#tell(trouble)
    if (trouble) this.#timer = setTimeout(this.#again, PAUSE)
    else if (this.#waiting().length) this.#send() // typed while others were under way
  }

  #waiting() {
    return [...this.#unsent.keys()].filter((id) => !this.#refused.has(id))
  }

  /** What went wrong with the line, in a word; nothing when the server has answered. */
  async #save(id) {
    const field = document.getElementById(id)
    if (!field) return this.#forget(id)
    const text = field.value
    const answer = await this.#post(field.form.action, this.#fields(field))
    if (answer.trouble) return answer.trouble
    this.#show(answer.html)
    if (answer.status < 300) this.#taken(field, text)
    else this.#refused.add(id)
    if (answer.status < 300) field.removeAttribute("aria-invalid")
    else field.setAttribute("aria-invalid", "true")
    return ""
  }

  #fields(field) {
    if (!field.form.matches("[data-fill]")) return new URLSearchParams(new FormData(field.form))
    const seen = field.form.elements[`seen:${field.name}`]
    return new URLSearchParams({ [field.name]: field.value, [`seen:${field.name}`]: seen?.value ?? "" })
  }

  #taken(field, text) {
    if (field.value !== text) return // typed on meanwhile: it goes with the next one
    this.#forget(field.id)
    const note = document.getElementById(field.getAttribute("aria-describedby"))
    if (note?.dataset.text !== undefined && field.isConnected) field.value = note.dataset.text
  }

  #forget(id) {
    this.#unsent.delete(id)
    this.#keep()
    return ""
  }

  async #post(url, body) {
    const headers = { "HX-Request": "true", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content }
    try {
      const answer = await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE) })
      const html = await answer.text()
      if (answer.status === 401 || answer.redirected) return { trouble: "signedOut" }
      if (answer.status >= 500 || answer.status === 429) return { trouble: "failed" }
      return { status: answer.status, html, url: answer.headers.get("HX-Redirect") }
    } catch {
      return { trouble: "offline" }
    }
  }

  // ── Other small forms of the page: remarks, explanations, files taken out ──

  #submit = async (event) => {
    const form = event.target
    if (form.matches("[data-fill]")) {
      event.preventDefault()
      return this.#send()
    }
    if (!form.matches("[data-live]")) return
    event.preventDefault()
    if (form.dataset.busy) return
    form.dataset.busy = "yes"
    const body = new URLSearchParams(new FormData(form))
    if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value)
    const answer = await this.#post(form.action, body)
    delete form.dataset.busy
    if (answer.trouble) return this.#tell(answer.trouble)
    if (answer.status < 300) for (const field of form.querySelectorAll("[data-live]")) this.#forget(field.id)
    this.#show(answer.html)
    this.#tell("")
  }

  #click = ({ target }) => {
    if (target.closest("[data-again]")) return this.#send()
    const take = target.closest("[data-take]")
    if (!take) return
    const field = document.getElementById(take.dataset.for)
    if (take.dataset.take === "theirs") field.value = take.closest("[data-text]").dataset.text
    this.#changed(field)
    field.focus()
  }

  // ── What the page shows ──

  #show(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html")
    const roots = [...parsed.body.children].flatMap((root) => (root.matches("template") ? [...root.content.children] : [root]))
    for (const root of roots) {
      const old = root.id && document.getElementById(root.id)
      root.removeAttribute("hx-swap-oob")
      if (root.id === "flashes") old?.append(...root.children)
      else if (old && !this.#isBeingTyped(old)) this.#replace(old, root)
    }
  }

  #isBeingTyped(part) {
    return [...this.#unsent.keys()].some((id) => part.contains(document.getElementById(id)) && document.activeElement.id === id)
  }

  #replace(old, root) {
    const focused = old.contains(document.activeElement) ? document.activeElement.id : ""
    old.replaceWith(root)
    for (const choice of root.querySelectorAll("[hidden].cell__choice")) choice.hidden = false
    for (const [id, text] of this.#unsent) {
      const field = root.querySelector(`[id="${id}"]`)
      if (field) field.value = text
    }
    if (!focused) return
    const near = document.getElementById(focused) ?? root.querySelector("[tabindex='-1']") ?? root
    if (!near.matches("a, button, input, select, textarea, [tabindex]")) near.tabIndex = -1
    near.focus()
  }

  #tell(trouble) {
    const bar = this.querySelector(".filling__unsent")
    if (bar) bar.hidden = !trouble
    if (bar && trouble) bar.querySelector("[data-words]").textContent = this.dataset[`${trouble}Bar`]
    for (const note of this.querySelectorAll(".cell__note--unsent")) note.remove()
    if (!trouble) return
    for (const id of this.#waiting()) {
      const field = document.getElementById(id)
      const words = Object.assign(document.createElement("span"), { className: "cell__note cell__note--unsent", textContent: this.dataset[trouble] })
      const place = field?.closest(".cell__field") ?? field
      place?.after(words)
    }
  }
}

/** Whether a field says something else than the page brought. */
function isTouched(field) {
  const brought = field.options ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]).value : field.defaultValue
  return field.value !== brought
}

customElements.define("report-form", ReportForm)
