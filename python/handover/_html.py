"""How results show themselves in a notebook."""
import html


def table(title, header, rows, note=""):
    cells = "".join(f"<th>{html.escape(str(name))}</th>" for name in header)
    body = "".join("<tr>" + "".join(f"<td style='text-align:{'left' if i == 0 else 'right'}'>{html.escape(str(cell))}</td>"
                                    for i, cell in enumerate(row)) + "</tr>" for row in rows)
    note = f"<p><small>{html.escape(note)}</small></p>" if note else ""
    return f"<div><strong>{html.escape(title)}</strong><table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>{note}</div>"


def number(value):
    """As many digits as a reader needs."""
    if value is None or value != value:
        return "–"
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.3g}"
