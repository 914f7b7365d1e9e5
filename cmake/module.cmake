# handover_module(NAME [COLD] [LOOKS_AT module...] [LIBRARIES target...] [PARTS folder...])
# A module is the static library handover_NAME, linked as Handover::NAME here, in a project that contains this one, and from an
# installation. It is made of every .cpp beside its CMakeLists.txt and in the folders of its parts; files ending in _test.cpp become
# the module's test program, run with the label `fast`, and *_slow_test.cpp one with the label `ci`. Code that
# only tests call lies in testing/. COLD: no inner loop lies in it, so that a release build need not spend minutes on optimising it.
function(handover_module name)
  cmake_parse_arguments(MODULE "COLD" "" "LOOKS_AT;LIBRARIES;PARTS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  foreach(part ${MODULE_PARTS})
    file(GLOB of_part CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${part}/*.cpp)
    list(APPEND sources ${of_part})
  endforeach()
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  set(slow_tests ${tests})
  list(FILTER tests EXCLUDE REGEX "_slow_test\\.cpp$")
  list(FILTER slow_tests INCLUDE REGEX "_slow_test\\.cpp$")

  set(looks_at ${MODULE_LOOKS_AT})
  list(FILTER looks_at EXCLUDE REGEX "::")   # libraries of others whose headers the module's own show
  list(TRANSFORM looks_at PREPEND Handover::)
  set(public_libraries ${MODULE_LOOKS_AT})
  list(FILTER public_libraries INCLUDE REGEX "::")
  set(library handover_${name})
  add_library(${library} STATIC ${sources})
  add_library(Handover::${name} ALIAS ${library})
  set_target_properties(${library} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(${library} PUBLIC cxx_std_20)
  target_include_directories(${library} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src> $<INSTALL_INTERFACE:${HANDOVER_INCLUDE_FOLDER}>)
  target_link_libraries(${library} PUBLIC ${looks_at} ${public_libraries} fmt::fmt Threads::Threads PRIVATE ${MODULE_LIBRARIES})
  if(MODULE_COLD)
    target_compile_options(${library} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
  handover_install_module(${name})
  if(NOT HANDOVER_TESTS)
    return()
  endif()
  # What only tests and studies call lies in testing/ and is in no program that users run.
  file(GLOB testing CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/testing/*.cpp)
  if(testing)
    add_library(handover_${name}_testing STATIC EXCLUDE_FROM_ALL ${testing})
    target_link_libraries(handover_${name}_testing PUBLIC Handover::${name} PRIVATE ${MODULE_LIBRARIES})
  endif()
  handover_tests(${name} fast "${tests}")
  handover_tests(${name} ci "${slow_tests}")
endfunction()

# The test programs of each tier, without the command line.
if(HANDOVER_TESTS)
  add_custom_target(fast_test_programs)
  add_custom_target(ci_test_programs)

  # The main of every test program; it alone knows where the checkout lies.
  add_library(handover_test_main OBJECT ${PROJECT_SOURCE_DIR}/src/base/test_main.cc)
  target_include_directories(handover_test_main PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_compile_definitions(handover_test_main PRIVATE HANDOVER_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
endif()

# Tests find shared data, when it is there, through HANDOVER_SHARED_DATA; they must skip aloud when it is not.
function(handover_tests module tier files)
  if(NOT files)
    return()
  endif()
  set(program ${module}_${tier}_test)
  add_executable(${program} ${files} $<TARGET_OBJECTS:handover_test_main>)
  set_target_properties(${program} PROPERTIES UNITY_BUILD OFF)   # each test file names its helpers as it likes
  target_link_libraries(${program} PRIVATE Handover::${module} rapidcheck)
  if(TARGET handover_${module}_testing)
    target_link_libraries(${program} PRIVATE handover_${module}_testing)
  endif()
  add_dependencies(${tier}_test_programs ${program})
  add_test(NAME ${module}.${tier} COMMAND ${program})
  set_tests_properties(${module}.${tier} PROPERTIES LABELS ${tier} TIMEOUT 900
    ENVIRONMENT "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/cmake/leaks_in_libraries.txt:print_suppressions=0")
endfunction()
