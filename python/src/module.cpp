#include "base/interrupt.h"
#include "base/problem.h"
#include "binding.h"
#include "report/version.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include <fmt/format.h>

namespace handover::python {
namespace {

py::object problem_object(const Problem& problem) {
  return py::module_::import("handover._errors")
      .attr("Problem")(name_of(problem.code), problem.file, problem.option, problem.line, problem.column,
                       problem.field, problem.value, problem.what, problem.hint);
}

void raise_input_error(const InputError& error) {
  py::list problems;
  for (const Problem& problem : error.problems()) problems.append(problem_object(problem));
  const py::object type = py::module_::import("handover._errors").attr("InputError");
  PyErr_SetObject(type.ptr(), type(problems).ptr());
}

void translate(std::exception_ptr fault) {
  try {
    if (fault) std::rethrow_exception(fault);
  } catch (const InputError& error) {
    raise_input_error(error);
  } catch (const Interrupted&) {
    PyErr_SetNone(PyExc_KeyboardInterrupt);
  } catch (const std::filesystem::filesystem_error& error) {
    PyErr_SetString(PyExc_OSError, error.what());
  } catch (const std::system_error& error) {
    PyErr_SetString(PyExc_OSError, error.what());
  }
}

// What the waiting thread and the working one tell each other.
struct Exchange {
  std::mutex mutex;
  std::condition_variable changed;
  double share = 0.0;
  std::string what;
  bool news = false, done = false;
  std::exception_ptr fault;
};

struct News {
  bool done = false, any = false;
  double share = 0.0;
  std::string what;
};

News wait_a_little(Exchange& exchange) {
  const py::gil_scoped_release release;
  std::unique_lock lock(exchange.mutex);
  exchange.changed.wait_for(lock, std::chrono::milliseconds(50), [&] { return exchange.done; });
  return {exchange.done, std::exchange(exchange.news, false), exchange.share, exchange.what};
}

}  // namespace

py::object to_python(const report::Json& document) {
  using Kind = report::Json::value_t;
  switch (document.type()) {
    case Kind::null:
    case Kind::discarded:
      return py::none();
    case Kind::boolean:
      return py::bool_(document.get<bool>());
    case Kind::number_integer:
      return py::int_(document.get<std::int64_t>());
    case Kind::number_unsigned:
      return py::int_(document.get<std::uint64_t>());
    case Kind::number_float:
      return py::float_(document.get<double>());
    case Kind::string: {
      const auto& text = document.get_ref<const std::string&>();
      return py::reinterpret_steal<py::object>(
          PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
    }
    case Kind::array: {
      py::list list;
      for (const auto& item : document) list.append(to_python(item));
      return list;
    }
    default: {
      py::dict dict;
      for (const auto& [key, value] : document.items()) dict[py::str(key)] = to_python(value);
      return dict;
    }
  }
}

void compute(const py::object& progress, const std::function<void(const report::Control&)>& work) {
  Exchange exchange;
  std::stop_source stop;
  const report::Control control{.stop = stop.get_token(),
                                .progress = [&](double share, const std::string& what) {
                                  const std::lock_guard lock(exchange.mutex);
                                  exchange.share = std::max(exchange.share, share);
                                  exchange.what = what;
                                  exchange.news = true;
                                }};
  std::thread worker([&] {
    try {
      const StopScope scope(control.stop);
      work(control);
    } catch (...) {
      exchange.fault = std::current_exception();
    }
    const std::lock_guard lock(exchange.mutex);
    exchange.done = true;
    exchange.changed.notify_all();
  });
  std::exception_ptr from_python;
  for (;;) {
    const News news = wait_a_little(exchange);
    if (news.done) break;
    try {
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
      if (news.any && !progress.is_none() && !from_python) progress(news.share, news.what);
    } catch (...) {
      if (!from_python) from_python = std::current_exception();
      stop.request_stop();
    }
  }
  worker.join();
  if (from_python) std::rethrow_exception(from_python);
  if (exchange.fault) std::rethrow_exception(exchange.fault);
  if (!progress.is_none()) progress(1.0, "done");
}

namespace {
PyObject* refuse_new(PyTypeObject* type, PyObject*, PyObject*) {
  PyErr_Format(PyExc_TypeError, "%s: made by the functions of the package handover alone", type->tp_name);
  return nullptr;
}
}  // namespace

void without_constructor(const py::handle& type) {
  reinterpret_cast<PyTypeObject*>(type.ptr())->tp_new = refuse_new;
}

void refuse_argument(std::string argument, std::string value, std::string what, std::string hint) {
  throw InputError(Problem{.code = ProblemCode::wrong_option,
                           .option = std::move(argument),
                           .value = std::move(value),
                           .what = std::move(what),
                           .hint = std::move(hint)});
}

Month month_argument(const std::string& text, const char* argument) {
  if (const auto month = parse_month(text)) return *month;
  refuse_argument(argument, text, "is not a month", "write YYYY-MM, for example 2021-10");
}

int positive(long long value, const char* argument, long long most) {
  if (value < 1 || value > most)
    refuse_argument(argument, fmt::to_string(value), "is out of range",
                    fmt::format("give a whole number from 1 to {}", most));
  return static_cast<int>(value);
}

}  // namespace handover::python

PYBIND11_MODULE(_handover, module) {
  using namespace handover::python;
  module.doc() = "The compiled part of the package handover; use `import handover`.";
  py::register_exception_translator(&translate);
  module.def(
      "version", [] { return std::string(handover::report::version()); },
      "The program's version, its commit, and whether the tree was changed.");
  add_missions(module);
  add_panels(module);
  add_simulations(module);
  add_arrow(module);
}
