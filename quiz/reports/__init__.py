"""Reports as files: HTML and Markdown made from templates."""
