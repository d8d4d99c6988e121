"""`python -m intranet`: prepare the installation, then serve it with its job worker.

What is made while modules load stays for good: the collector would look through it in vain,
a tenth of the time of a start. `intranet.server` lets it look again.
"""

import gc
from importlib import import_module

gc.disable()
import_module("intranet.server").main()
