// Moves on their way to the server, one after another: a second drop waits for the first answer.

const newOperation = () => [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("")

// A card carries its number in its id alone: two hundred of them are sent at once.
const numberOf = (card) => card?.id.split("-").at(-1) ?? ""

class MoveQueue {
  #board
  #waiting = []
  #sent = null
  #isAsking = false

  constructor(board) {
    this.#board = board
    this.form.addEventListener("htmx:afterRequest", this.#answered)
  }

  get form() {
    return document.getElementById("board-move")
  }

  get isSending() {
    return this.#sent !== null || this.#isAsking
  }

  // Between which cards and in which column the card lies now; `home` is where it came from.
  async add(card, home) {
    const { list, next } = this.#board.placeOf(card)
    if (list === home.list && next === home.next) return
    const move = {
      card: numberOf(card),
      column: list.dataset.column,
      after: numberOf(card.previousElementSibling),
      before: numberOf(next),
      operation: newOperation(),
    }
    const asks = list.dataset.reason !== undefined && list !== home.list
    move.reason = asks ? await this.#askReason(card) : ""
    if (move.reason === null) return this.#board.putBack(card, home)
    this.#waiting.push({ id: card.id, home, move })
    if (!this.#sent) this.#sendNext()
  }

  #sendNext() {
    this.#sent = this.#waiting.shift() ?? null
    if (!this.#sent) return
    const { id, move } = this.#sent
    move.seen = document.getElementById(id).dataset.version
    move.since = document.getElementById("board-changes").dataset.version
    for (const [name, value] of Object.entries(move)) this.form.elements[name].value = value
    this.form.requestSubmit()
  }

  #answered = ({ detail }) => {
    const { id, home } = this.#sent ?? {}
    const card = id && document.getElementById(id) // the answer may have made it anew
    if (card && detail.xhr.status !== 200) this.#board.putBack(card, home)
    this.#sendNext()
    this.#board.refresh()
  }

  async #askReason(card) {
    const dialog = document.getElementById("board-reason")
    const text = dialog.querySelector("textarea")
    text.value = ""
    dialog.querySelector("[data-card-name]").textContent = card.querySelector(".bcard__title").textContent.trim()
    dialog.returnValue = ""
    this.#isAsking = true
    dialog.showModal()
    await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }))
    this.#isAsking = false
    return dialog.returnValue === "yes" && text.value.trim() ? text.value : null
  }
}
