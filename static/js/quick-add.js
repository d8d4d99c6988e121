// <quick-add>: a card in one line. Enter adds it and the field waits for the next one; Escape,
// the cross, or leaving the field empty closes it. The server never touches what is typed.

class QuickAdd extends HTMLElement {
  #sent = ""

  connectedCallback() {
    this.addEventListener("keydown", this.#pressed)
    this.addEventListener("click", this.#clicked)
    this.addEventListener("focusout", this.#left)
    this.addEventListener("htmx:confirm", this.#asked)
    this.addEventListener("htmx:beforeRequest", this.#sends)
    this.addEventListener("htmx:afterRequest", this.#answered)
  }

  get #form() {
    return this.querySelector("form")
  }

  get #title() {
    return this.#form.elements.title
  }

  #pressed = (event) => {
    if (event.code !== "Escape") return
    event.stopPropagation()
    this.#close()
  }

  #clicked = ({ target }) => {
    if (target.closest("[type=button]")) this.#close()
  }

  // Not when the whole window was left: who comes back goes on where they were.
  #left = ({ relatedTarget }) => {
    if (this.contains(relatedTarget) || this.#title.value.trim() || !document.hasFocus()) return
    setTimeout(() => this.contains(document.activeElement) || this.remove())
  }

  #asked = (event) => {
    if (!this.#title.value.trim()) event.preventDefault()
  }

  #sends = () => {
    this.#sent = this.#title.value
  }

  // What was typed after Enter, before the answer came, is the beginning of the next card.
  #answered = ({ detail }) => {
    const title = this.#title
    const isAdded = detail.xhr.status === 200
    title.setAttribute("aria-invalid", !isAdded)
    if (this.contains(document.activeElement)) title.focus()
    if (!isAdded) return
    this.querySelector("[role=alert]").textContent = ""
    this.#form.elements.operation.value = newOperation()
    if (title.value.startsWith(this.#sent)) title.value = title.value.slice(this.#sent.length)
  }

  #close() {
    const link = this.previousElementSibling
    this.remove()
    link?.focus()
  }
}

customElements.define("quick-add", QuickAdd)

// A column that is drawn anew knows nothing of the field; it stays all the same.
Idiomorph.defaults.callbacks.beforeNodeRemoved = (node) => node.localName !== "quick-add"
