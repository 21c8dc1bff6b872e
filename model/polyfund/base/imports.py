"""SciPy's arrays without its statistics.

Pyomo hears of every import: as soon as anyone imports SciPy, it imports SciPy's statistics too, 0.4 s of
every command for what no model here uses. So SciPy comes while Pyomo does not listen; what Pyomo needs
of it, it then imports when it needs it. NumPy comes before: Pyomo must hear of its types.
"""

import sys

import numpy  # noqa: F401
import pyomo.common.dependencies

_listening = [
    finder for finder in sys.meta_path if type(finder).__module__ == pyomo.common.dependencies.__name__
]
for finder in _listening:
    sys.meta_path.remove(finder)
try:
    import scipy.sparse  # noqa: F401
finally:
    sys.meta_path[:0] = _listening
