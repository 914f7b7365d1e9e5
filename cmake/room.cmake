# handover_room(NAME [LOOKS_AT room...] [LIBRARIES target...])
# A room is a static library made of every .cpp beside its CMakeLists.txt; files ending in _test.cpp become
# the room's test program, run with the label `fast`, and *_slow_test.cpp one with the label `ci`.
function(handover_room name)
  cmake_parse_arguments(ROOM "" "" "LOOKS_AT;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  set(slow_tests ${tests})
  list(FILTER tests EXCLUDE REGEX "_slow_test\\.cpp$")
  list(FILTER slow_tests INCLUDE REGEX "_slow_test\\.cpp$")

  if(NOT sources)
    add_library(${name} INTERFACE)   # only public headers so far
    target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${name} INTERFACE ${ROOM_LOOKS_AT} fmt::fmt Threads::Threads)
    handover_tests(${name} fast "${tests}")
    return()
  endif()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${ROOM_LOOKS_AT} fmt::fmt Threads::Threads PRIVATE ${ROOM_LIBRARIES})
  handover_tests(${name} fast "${tests}")
  handover_tests(${name} ci "${slow_tests}")
endfunction()

# The test programs of each tier, without the command line.
add_custom_target(fast_test_programs)
add_custom_target(ci_test_programs)

# Tests find shared data, when it is there, through HANDOVER_SHARED_DATA; they must skip aloud when it is not.
function(handover_tests room tier files)
  if(NOT files)
    return()
  endif()
  set(program ${room}_${tier}_test)
  add_executable(${program} ${files} ${CMAKE_SOURCE_DIR}/src/base/test_main.cc)
  set_target_properties(${program} PROPERTIES UNITY_BUILD OFF)   # each test file names its helpers as it likes
  target_link_libraries(${program} PRIVATE ${room} rapidcheck)
  target_compile_definitions(${program} PRIVATE HANDOVER_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  add_dependencies(${tier}_test_programs ${program})
  add_test(NAME ${room}.${tier} COMMAND ${program})
  set_tests_properties(${room}.${tier} PROPERTIES LABELS ${tier} TIMEOUT 900
    ENVIRONMENT "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/cmake/leaks_in_libraries.txt:print_suppressions=0")
endfunction()
