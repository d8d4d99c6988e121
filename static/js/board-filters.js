// The bar above a board: short addresses, and a focus that stays where one chose.

// A field left empty says nothing, so the address does without it.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.elt.id !== "board-search") return
  for (const [name, value] of [...detail.formData]) if (!value) detail.formData.delete(name)
})

// A choice closes its menu; the menu's head is what is left to hold the focus.
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const menu = detail.elt.closest("#board-choices details")
  if (!menu) return
  menu.open = false
  menu.querySelector("summary").focus()
})
