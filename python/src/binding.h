// What the parts of the Python module share. The module is a thin caller of report/: it turns Python's values
// into the library's types and typed results into dicts and arrays; nothing is computed here.
#pragma once

#include "mission/mission.h"
#include "report/control.h"
#include "report/documents.h"

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <new>
#include <string>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

namespace handover::python {

namespace py = pybind11;

using MissionPointer = std::shared_ptr<const Mission>;

py::object to_python(const report::Json& document);

// Does `work` on a thread of its own while this one, without the interpreter's lock, waits for it, hands
// progress to the callable (or None) and looks for Ctrl-C. So no worker thread ever meets the interpreter.
// Rethrows what `work` or the callable threw; the computation has ended by then.
void compute(const py::object& progress, const std::function<void(const report::Control&)>& work);

// Throws InputError about an argument.
[[noreturn]] void refuse_argument(std::string argument, std::string value, std::string what,
                                  std::string hint);
Month month_argument(const std::string& text, const char* argument);
// Refuses what the library would take for a fault of its own.
int positive(long long value, const char* argument, long long most);

// Objects of this type come from functions alone: neither T() nor T.__new__(T) makes one, which would be
// memory that nobody has filled.
void without_constructor(const py::handle& type);

// For types that have a constructor: what T.__new__(T) leaves before __init__ is empty, not whatever lay in
// memory.
struct EmptyAtFirst {
  static void* operator new(std::size_t size) {
    void* const memory = std::calloc(1, size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
  }
  static void operator delete(void* memory) { std::free(memory); }
};

void add_missions(py::module_& module);
void add_panels(py::module_& module);
void add_simulations(py::module_& module);
void add_arrow(py::module_& module);

}  // namespace handover::python
