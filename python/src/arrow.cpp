// Tables by the Arrow C stream interface (arrow.apache.org/docs/format/CStreamInterface.html), so that
// pandas, polars, pyarrow and DuckDB read them without either side knowing the other. Numbers are handed over
// as they lie.
#include "binding.h"

#include <cstring>
#include <stdexcept>
#include <variant>
#include <vector>

namespace handover::python {
namespace {

// The three structures as the format states them.
struct ArrowSchema {
  const char *format, *name, *metadata;
  std::int64_t flags, n_children;
  ArrowSchema **children, *dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  std::int64_t length, null_count, offset, n_buffers, n_children;
  const void** buffers;
  ArrowArray **children, *dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};
struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema*);
  int (*get_next)(ArrowArrayStream*, ArrowArray*);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};

struct Texts {
  std::vector<std::int32_t> offsets{0};
  std::string bytes;
};
template <class Number>
using Numbers = std::shared_ptr<const std::vector<Number>>;
using Values = std::variant<std::shared_ptr<const Texts>, Numbers<std::int64_t>, Numbers<double>>;
struct Column {
  std::string name;
  Values values;
};
struct Table {
  std::vector<Column> columns;
  std::int64_t rows = 0;
};
using TablePointer = std::shared_ptr<const Table>;

const char* format_of(const Values& values) {
  constexpr const char* kFormats[] = {"u", "l", "g"};  // UTF-8, 64-bit integer, double
  return kFormats[values.index()];
}

// Everything a schema or an array points to; freed by its release callback.
struct SchemaStore {
  TablePointer table;
  std::vector<ArrowSchema> child;
  std::vector<ArrowSchema*> children;
};
struct ArrayStore {
  TablePointer table;
  std::vector<std::array<const void*, 3>> buffers;
  std::vector<ArrowArray> child;
  std::vector<ArrowArray*> children;
  const void* of_struct[1] = {nullptr};
};

void release_child_schema(ArrowSchema* schema) {
  schema->release = nullptr;
}
void release_schema(ArrowSchema* schema) {
  for (std::int64_t i = 0; i < schema->n_children; ++i)
    if (schema->children[i]->release != nullptr) schema->children[i]->release(schema->children[i]);
  delete static_cast<SchemaStore*>(schema->private_data);
  schema->release = nullptr;
}
// A child may be moved out and outlive its parent: each keeps the table alive by itself.
void release_child_array(ArrowArray* array) {
  delete static_cast<TablePointer*>(array->private_data);
  delete[] array->buffers;
  array->release = nullptr;
}
void release_array(ArrowArray* array) {
  for (std::int64_t i = 0; i < array->n_children; ++i)
    if (array->children[i]->release != nullptr) array->children[i]->release(array->children[i]);
  delete static_cast<ArrayStore*>(array->private_data);
  array->release = nullptr;
}

void fill_schema(const TablePointer& table, ArrowSchema* out) {
  auto store = std::make_unique<SchemaStore>();
  store->table = table;
  store->child.resize(table->columns.size());
  for (std::size_t i = 0; i < table->columns.size(); ++i) {
    // Names and formats lie in the table and in the program.
    store->child[i] = {.format = format_of(table->columns[i].values),
                       .name = table->columns[i].name.c_str(),
                       .metadata = nullptr,
                       .flags = 0,
                       .n_children = 0,
                       .children = nullptr,
                       .dictionary = nullptr,
                       .release = release_child_schema,
                       .private_data = nullptr};
    store->children.push_back(&store->child[i]);
  }
  *out = {.format = "+s",
          .name = "",
          .metadata = nullptr,
          .flags = 0,
          .n_children = static_cast<std::int64_t>(store->children.size()),
          .children = store->children.data(),
          .dictionary = nullptr,
          .release = release_schema,
          .private_data = nullptr};
  out->private_data = store.release();
}

ArrowArray child_array(const TablePointer& table, const Column& column) {
  const bool is_text = column.values.index() == 0;
  auto** buffers = new const void* [3] { nullptr, nullptr, nullptr };
  if (const auto* texts = std::get_if<0>(&column.values)) {
    buffers[1] = (*texts)->offsets.data();
    buffers[2] = (*texts)->bytes.data();
  } else if (const auto* whole = std::get_if<1>(&column.values)) {
    buffers[1] = (*whole)->data();
  } else {
    buffers[1] = std::get<2>(column.values)->data();
  }
  return {.length = table->rows,
          .null_count = 0,
          .offset = 0,
          .n_buffers = is_text ? 3 : 2,
          .n_children = 0,
          .buffers = buffers,
          .children = nullptr,
          .dictionary = nullptr,
          .release = release_child_array,
          .private_data = new TablePointer(table)};
}

void fill_array(const TablePointer& table, ArrowArray* out) {
  auto store = std::make_unique<ArrayStore>();
  store->table = table;
  store->child.reserve(table->columns.size());
  for (const Column& column : table->columns) {
    store->child.push_back(child_array(table, column));
    store->children.push_back(&store->child.back());
  }
  *out = {.length = table->rows,
          .null_count = 0,
          .offset = 0,
          .n_buffers = 1,
          .n_children = static_cast<std::int64_t>(store->children.size()),
          .buffers = store->of_struct,
          .children = store->children.data(),
          .dictionary = nullptr,
          .release = release_array,
          .private_data = nullptr};
  out->private_data = store.release();
}

// One batch, then the end.
struct StreamStore {
  TablePointer table;
  bool given = false;
};
StreamStore& store_of(ArrowArrayStream* stream) {
  return *static_cast<StreamStore*>(stream->private_data);
}
int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  fill_schema(store_of(stream).table, out);
  return 0;
}
int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  StreamStore& store = store_of(stream);
  if (std::exchange(store.given, true)) {
    std::memset(out, 0, sizeof *out);  // released: the end of the stream
  } else {
    fill_array(store.table, out);
  }
  return 0;
}
const char* get_last_error(ArrowArrayStream*) {
  return nullptr;
}
void release_stream(ArrowArrayStream* stream) {
  delete static_cast<StreamStore*>(stream->private_data);
  stream->release = nullptr;
}

void destroy_capsule(PyObject* capsule) {
  auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
  if (stream == nullptr) {
    PyErr_Clear();
    return;
  }
  if (stream->release != nullptr) stream->release(stream);
  delete stream;
}

py::object stream_of(const TablePointer& table) {
  auto stream = std::make_unique<ArrowArrayStream>(
      ArrowArrayStream{get_schema, get_next, get_last_error, release_stream, new StreamStore{table}});
  PyObject* capsule = PyCapsule_New(stream.get(), "arrow_array_stream", destroy_capsule);
  if (capsule == nullptr) {
    stream->release(stream.get());
    throw py::error_already_set();
  }
  stream.release();
  return py::reinterpret_steal<py::object>(capsule);
}

Values values_of(const py::handle& given) {
  if (py::isinstance<py::array>(given)) {
    const auto array = py::reinterpret_borrow<py::array>(given);
    if (array.ndim() != 1)
      refuse_argument("columns", "", "hold an array that has not one dimension",
                      "give one-dimensional arrays");
    if (array.dtype().kind() == 'i' || array.dtype().kind() == 'u') {
      const auto whole = py::array_t<std::int64_t, py::array::forcecast>::ensure(array);
      if (!whole) throw py::error_already_set();
      auto read = whole.unchecked<1>();
      auto numbers = std::make_shared<std::vector<std::int64_t>>(static_cast<std::size_t>(read.shape(0)));
      for (py::ssize_t i = 0; i < read.shape(0); ++i) (*numbers)[static_cast<std::size_t>(i)] = read(i);
      return numbers;
    }
    if (array.dtype().kind() == 'f') {
      const auto real = py::array_t<double, py::array::forcecast>::ensure(array);
      if (!real) throw py::error_already_set();
      auto read = real.unchecked<1>();
      auto numbers = std::make_shared<std::vector<double>>(static_cast<std::size_t>(read.shape(0)));
      for (py::ssize_t i = 0; i < read.shape(0); ++i) (*numbers)[static_cast<std::size_t>(i)] = read(i);
      return numbers;
    }
  }
  auto texts = std::make_shared<Texts>();
  for (const std::string& text : given.cast<std::vector<std::string>>()) {
    texts->bytes += text;
    if (texts->bytes.size() > 0x7fffffff)
      refuse_argument("columns", "", "hold more than 2 GB of text", "split the table");
    texts->offsets.push_back(static_cast<std::int32_t>(texts->bytes.size()));
  }
  return texts;
}

std::int64_t length_of(const Values& values) {
  if (const auto* texts = std::get_if<0>(&values))
    return static_cast<std::int64_t>((*texts)->offsets.size()) - 1;
  if (const auto* whole = std::get_if<1>(&values)) return static_cast<std::int64_t>((*whole)->size());
  return static_cast<std::int64_t>(std::get<2>(values)->size());
}

// pybind11 holds what it hands out by a shared pointer to something that is not const.
struct ArrowTable : EmptyAtFirst {
  TablePointer table;
};

const TablePointer& table_in(const ArrowTable& self) {
  static const TablePointer none = std::make_shared<Table>();
  return self.table ? self.table : none;
}

ArrowTable table_of(const std::vector<std::string>& names, const py::sequence& columns) {
  if (names.size() != columns.size())
    refuse_argument("columns", std::to_string(columns.size()), "are not as many as names",
                    "give one column for each name");
  auto table = std::make_shared<Table>();
  for (std::size_t i = 0; i < names.size(); ++i) {
    table->columns.push_back({names[i], values_of(columns[i])});
    const std::int64_t rows = length_of(table->columns.back().values);
    if (i > 0 && rows != table->rows)
      refuse_argument("columns", names[i], "has another length than the first", "give columns of one length");
    table->rows = rows;
  }
  ArrowTable made;
  made.table = std::move(table);
  return made;
}

}  // namespace

void add_arrow(py::module_& module) {
  py::class_<ArrowTable>(module, "ArrowTable",
                         "A table that is handed to other libraries by the Arrow C stream interface.")
      .def(py::init(&table_of), py::arg("names"), py::arg("columns"),
           "names: of the columns. columns: one-dimensional arrays of whole numbers or floats, or lists of "
           "texts.")
      .def(
          "__arrow_c_stream__",
          [](const ArrowTable& self, const py::object&) { return stream_of(table_in(self)); },
          py::arg("requested_schema") = py::none())
      .def("__len__", [](const ArrowTable& self) { return table_in(self)->rows; })
      .def_property_readonly("names", [](const ArrowTable& self) {
        std::vector<std::string> names;
        for (const Column& column : table_in(self)->columns) names.push_back(column.name);
        return names;
      });
}

}  // namespace handover::python
