"""The compiled module: in the package when installed, beside the build folder otherwise."""
try:
    from . import _handover
except ImportError as not_inside:
    try:
        import _handover
    except ImportError:
        import glob
        import os
        import sys

        # In a checkout, or in a build folder's python/.
        _here = os.path.dirname(os.path.abspath(__file__))
        _places = [os.path.join(_here, "..", ".."), os.path.join(_here, "..", "..", "build", "release")]
        _found = [place for place in _places if glob.glob(os.path.join(place, "_handover*.so"))]
        if not _found:
            raise not_inside
        sys.path.append(os.path.abspath(_found[0]))
        import _handover
