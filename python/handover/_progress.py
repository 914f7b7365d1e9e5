"""Progress of a long computation, on a terminal or in a notebook."""
import sys


def callback(progress):
    """None or False: silent. True: a bar where the user looks. A callable: called with (share done, what)."""
    if progress is None or progress is False:
        return None
    if progress is True:
        return _Bar()
    if callable(progress):
        return progress
    raise TypeError("progress must be True, False or a callable that takes (share, what)")


class _Bar:
    def __init__(self):
        self.handle = None
        self.in_notebook = "ipykernel" in sys.modules

    def __call__(self, share, what):
        if self.in_notebook:
            from IPython.display import HTML, display

            html = HTML(f'<progress value="{share:.3f}" max="1"></progress> {share:.0%} {what}')
            if self.handle is None:
                self.handle = display(html, display_id=True)
            else:
                self.handle.update(html)
        elif sys.stderr.isatty():
            print(f"\r{share:4.0%} {what[:60]:<60}", end="\n" if share >= 1 else "", file=sys.stderr, flush=True)
