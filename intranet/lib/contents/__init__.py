"""What is in a file that somebody brought: text, facts and a preview, read by a child.

`asking.read`, `asking.preview` and `asking.ask` are for rooms, `blocks.html_of` for templates;
`python -m intranet.lib.contents` is the child. Nothing is imported here: each import costs the
child, which is started anew for every file.
"""
