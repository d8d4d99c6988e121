// One file on its way and its line in the list, for <file-drop>.

const PIECE = 1024 * 1024 // bytes: the most that is sent twice when a line breaks without a word
const PAUSES = [1, 2, 4, 8, 15, 30, 60, 60, 60, 60, 60, 60].map((seconds) => seconds * 1000)
const FULL = 507 // the server's disk

class FileSending {
  // problem: why it was refused before; else that is looked at now.
  constructor(drop, file, problem = null) {
    Object.assign(this, { drop, file, state: "waiting", told: 0, percent: 0 })
    this.row = drop.querySelector("template").content.firstElementChild.cloneNode(true)
    this.row.querySelector(".file__name").textContent = file.name
    this.bar = this.row.querySelector("progress")
    this.bar.setAttribute("aria-label", file.name)
    for (const deed of ["pause", "resume", "cancel"]) {
      const button = this.#button(deed)
      button.setAttribute("aria-label", `${button.title}: ${file.name}`)
      button.addEventListener("click", () => this[deed]())
    }
    drop.list.append(this.row)
    problem ??= this.#problem()
    if (problem) this.#fail(problem)
    else this.#show("waiting")
  }

  #button(deed) {
    return this.row.querySelector(`[data-deed=${deed}]`)
  }

  #problem() {
    const { most, accept, kinds } = this.drop.dataset
    const values = { limit: Math.floor(most / PIECE), kinds }
    const ending = `.${this.file.name.split(".").pop().toLowerCase()}`
    if (this.file.size > Number(most)) return this.drop.word("large", values)
    if (!this.file.size) return this.drop.word("empty", values)
    return accept.split(",").includes(ending) ? "" : this.drop.word("kind", values)
  }

  async start() {
    this.#show("sending")
    this.upload ??= new window.tus.Upload(this.file, {
      endpoint: this.drop.dataset.url,
      chunkSize: PIECE,
      retryDelays: PAUSES,
      metadata: { filename: this.file.name, destination: this.drop.dataset.destination },
      headers: { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
      fingerprint: async () => this.drop.fingerprint(this.file),
      onProgress: (sent, whole) => this.#progress(sent, whole),
      onShouldRetry: (error, tries) => this.#mayRetry(error, tries),
      onError: (error) => this.#broke(error),
      removeFingerprintOnSuccess: "send" in this.drop.dataset, // the form goes with it at once
      onSuccess: () => this.#done(),
    })
    if (!this.upload.url) {
      const [before] = await this.upload.findPreviousUploads()
      if (before) this.upload.resumeFromPreviousUpload(before)
    }
    if (this.state === "sending") this.upload.start()
  }

  resume() {
    this.state = "waiting"
    this.#show("waiting")
    this.#button("pause").focus()
    this.drop.next()
  }

  async pause() {
    this.#show("paused")
    this.#button("resume").focus()
    await this.upload?.abort()
    this.drop.next()
  }

  cancel() {
    this.state = "dropped"
    this.upload?.abort(Boolean(this.upload.url)).catch(() => {}) // else it expires by itself
    this.token?.remove()
    this.row.remove()
    this.drop.forget(this)
  }

  #progress(sent, whole) {
    if (this.state !== "sending") return
    this.percent = Math.floor((100 * sent) / whole)
    this.#show(this.percent === 100 ? "checking" : "sending")
    const quarter = Math.floor(this.percent / 25)
    if (quarter > this.told && quarter < 4) this.drop.say(`${this.file.name}: ${this.drop.word("sending", this)}`)
    this.told = Math.max(quarter, this.told)
  }

  #mayRetry(error, tries) {
    const status = error.originalResponse?.getStatus() ?? 0
    const may = !status || status === 409 || status === 423 || (status >= 500 && status !== FULL)
    if (may) this.#tell(this.drop.word("broken", { percent: this.percent, seconds: PAUSES[tries] / 1000 }))
    return may
  }

  #broke(error) {
    const status = error.originalResponse?.getStatus() ?? 0
    const said = error.originalResponse?.getBody()?.trim()
    const canGoOn = !status || status === 401 || status === 429 || status >= 500
    const isSentence = said && !said.startsWith("<")
    const text = status === 401 ? this.drop.word("out") : isSentence ? said : this.drop.word("stopped", this)
    if (!canGoOn) return this.#fail(text)
    this.#show("paused")
    this.#tell(text)
    this.drop.say(`${this.file.name}: ${text}`)
  }

  #done() {
    this.percent = 100
    this.#show("done")
    this.token = Object.assign(document.createElement("input"), { type: "hidden", name: this.drop.dataset.field, value: this.upload.url.split("/").pop() })
    this.drop.append(this.token)
    this.drop.say(`${this.file.name}: ${this.drop.word("done")}`)
    this.drop.next()
  }

  #fail(text) {
    this.said = text
    this.#show("failed")
    this.#tell(text)
    this.drop.say(`${this.file.name}: ${text}`)
    this.drop.next()
  }

  #show(state) {
    if (state !== "checking") this.state = state
    this.bar.value = this.percent
    this.row.classList.toggle("file--failed", state === "failed")
    this.row.classList.toggle("file--done", state === "done")
    this.#button("pause").hidden = state !== "sending" && state !== "waiting"
    this.#button("resume").hidden = state !== "paused"
    this.bar.hidden = state === "failed"
    if (this.drop.words[state]) this.#tell(this.drop.word(state, this))
  }

  #tell(text) {
    this.row.querySelector(".file__note").textContent = text
  }
}
