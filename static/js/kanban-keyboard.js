// Moving a card without a mouse: Space lifts, arrows move, Space drops, Escape returns; Ctrl+Z undoes.

class KeyboardMover {
  #board
  #card = null
  #home = null

  constructor(board) {
    this.#board = board
    board.addEventListener("keydown", this.#pressed)
    board.addEventListener("focusout", this.#left)
    document.addEventListener("keydown", this.#undo)
  }

  disconnect() {
    document.removeEventListener("keydown", this.#undo)
  }

  get isLifting() {
    return this.#card !== null
  }

  #pressed = (event) => {
    const handle = event.target.closest(".bcard__handle")
    if (!handle) return
    if (event.code === "Space" || event.code === "Enter") {
      this.#card ? this.#drop() : this.#lift(handle.closest(".bcard"))
    } else if (this.#card && event.code === "Escape") {
      this.#return()
    } else if (this.#card && event.code.startsWith("Arrow")) {
      this.#step(event.code, event.ctrlKey || event.metaKey)
    } else {
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  // Ctrl+Z takes the last move back, as the button does; in a field it is the field's own.
  #undo = (event) => {
    const isAsked = event.code === "KeyZ" && (event.ctrlKey || event.metaKey) && !event.shiftKey
    const button = document.querySelector("[data-undo] button")
    if (!isAsked || !button || this.#card || event.target.closest("input, textarea, select, dialog")) return
    event.preventDefault()
    if (!this.#board.isSending) button.click()
  }

  // Losing the focus in earnest (not by being moved in the page) is like Escape.
  #left = () => {
    setTimeout(() => {
      if (this.#card && !this.#card.contains(document.activeElement)) this.#return()
    }, 0)
  }

  #lift(card) {
    this.#card = card
    this.#home = this.#board.placeOf(card)
    card.classList.add("bcard--lifted")
    this.#say("lifted")
  }

  #step(code, far) {
    const card = this.#card
    if (code === "ArrowUp" || code === "ArrowDown") this.#along(card, code === "ArrowUp", far)
    else this.#across(card, code === "ArrowLeft" ? -1 : 1, far)
    this.#focus()
    this.#say("place")
  }

  #along(card, isUp, far) {
    const list = card.parentElement
    if (far) return isUp ? list.prepend(card) : list.append(card)
    if (isUp) card.previousElementSibling?.before(card)
    else card.nextElementSibling?.after(card)
  }

  #across(card, step, far) {
    const lists = this.#board.listsBeside(card)
    const here = lists.indexOf(card.parentElement)
    const target = lists[far ? (step < 0 ? 0 : lists.length - 1) : here + step]
    if (!target || target === card.parentElement) return
    const place = [...card.parentElement.children].indexOf(card)
    target.insertBefore(card, target.children[place] ?? null)
  }

  #drop() {
    const card = this.#card
    this.#settle()
    this.#say("dropped", card)
    this.#board.send(card, this.#home)
  }

  #return() {
    const card = this.#card
    this.#settle()
    this.#board.putBack(card, this.#home)
    this.#focus(card)
    this.#say("returned", card)
  }

  #settle() {
    this.#card.classList.remove("bcard--lifted")
    this.#card = null
  }

  #focus(card = this.#card) {
    const handle = card.querySelector(".bcard__handle")
    handle.focus()
    handle.scrollIntoView({ block: "nearest", inline: "nearest" })
  }

  #say(what, card = this.#card) {
    this.#board.say(what, card)
  }
}
