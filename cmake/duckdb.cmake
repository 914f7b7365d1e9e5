# DuckDB's C library comes from the npm registry (`npm ci --ignore-scripts`): the header from the package `duckdb`,
# the shared library from its node bindings of the same version. The library is copied beside the programs so that a
# copied folder still runs; an installation keeps it in a folder of its own (install.cmake).
set(DUCKDB_HEADERS ${PROJECT_SOURCE_DIR}/node_modules/duckdb/src/duckdb/src/include)
file(GLOB DUCKDB_LIBRARY ${PROJECT_SOURCE_DIR}/node_modules/@duckdb/node-bindings-*/libduckdb.so)
if(NOT EXISTS ${DUCKDB_HEADERS}/duckdb.h OR NOT DUCKDB_LIBRARY)
  message(FATAL_ERROR "DuckDB is not there: run `npm ci --ignore-scripts` in ${PROJECT_SOURCE_DIR} first")
endif()
configure_file(${DUCKDB_LIBRARY} ${PROJECT_BINARY_DIR}/libduckdb.so COPYONLY)
configure_file(${DUCKDB_HEADERS}/duckdb.h ${PROJECT_BINARY_DIR}/duckdb_header/duckdb.h COPYONLY)
add_library(Handover::duckdb SHARED IMPORTED GLOBAL)
set_target_properties(Handover::duckdb PROPERTIES IMPORTED_LOCATION ${PROJECT_BINARY_DIR}/libduckdb.so
                      INTERFACE_INCLUDE_DIRECTORIES ${PROJECT_BINARY_DIR}/duckdb_header)
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
