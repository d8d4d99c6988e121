// <report-desk>: A accepts (the page asks first), R goes to the return, ready phrases go into the field written in last.

class ReportDesk extends HTMLElement {
  #last = null

  connectedCallback() {
    document.addEventListener("keydown", this.#pressed)
    this.addEventListener("focusin", this.#noted)
    this.addEventListener("click", this.#clicked)
    this.addEventListener("toggle", this.#opened, true) // it does not bubble
    this.#show()
    this.addEventListener("htmx:afterSettle", this.#show)
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#pressed)
  }

  #show = () => {
    for (const box of this.querySelectorAll(".desk__phrases")) box.hidden = false
  }

  #noted = ({ target }) => {
    if (target.form?.id === "return-form" && target.matches("textarea")) this.#last = target
  }

  #opened = ({ target }) => {
    if (target.matches("details.desk__say[open]")) target.querySelector("textarea").focus()
  }

  #clicked = ({ target }) => {
    if (target.closest('[data-key="KeyR"]')) setTimeout(() => this.querySelector("#return-whole")?.focus(), 0)
    const phrase = target.closest("[data-phrase]")
    if (!phrase) return
    const field = this.#last?.isConnected ? this.#last : this.querySelector("#return-whole")
    field.value = [field.value.trim(), phrase.textContent].filter(Boolean).join(" ")
    field.focus()
  }

  #pressed = (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, dialog, [contenteditable]")
    const isOff = document.documentElement.dataset.shortcuts === "off" || document.querySelector("dialog[open]")
    if (isTyping || isOff || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const deed = ["KeyA", "KeyR"].includes(event.code) && this.querySelector(`[data-key="${event.code}"]`)
    if (!deed) return
    event.preventDefault()
    deed.click()
  }
}

customElements.define("report-desk", ReportDesk)
