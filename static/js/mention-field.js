// Choosing a name puts «@Name» where one is writing, instead of sending it apart from the text.

document.addEventListener("change", ({ target }) => {
  if (target.name !== "mention" || !target.list) return
  const text = target.form.elements.text
  const isKnown = [...target.list.options].some((option) => option.value === target.value)
  if (!isKnown) return
  const { selectionStart: at, value } = text
  const gap = at && !/\s$/.test(value.slice(0, at)) ? " " : ""
  text.setRangeText(`${gap}@${target.value} `, at, at, "end")
  target.value = ""
  text.focus()
})
