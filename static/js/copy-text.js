// <copy-text>: a button that copies the field beside it; without a script the field is selected by hand.

class CopyText extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input")
    const button = this.querySelector("button")
    if (!navigator.clipboard) return // only where the browser allows it
    button.hidden = false
    field.addEventListener("focus", () => field.select())
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value)
      button.textContent = button.dataset.done
    })
  }
}

customElements.define("copy-text", CopyText)
