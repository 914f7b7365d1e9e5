"""Stands in a build folder, so that `PYTHONPATH=build/release python3 -c "import handover"` works without an installation."""
import importlib.util
import os
import sys

_here = os.path.dirname(os.path.abspath(__file__))
_package = os.path.join(_here, "python", "handover")
_spec = importlib.util.spec_from_file_location("handover", os.path.join(_package, "__init__.py"), submodule_search_locations=[_package])
_module = importlib.util.module_from_spec(_spec)
sys.modules["handover"] = _module
_spec.loader.exec_module(_module)
