# Packages: a Debian package and a folder that runs where it is unpacked. `cpack --config build/release/CPackConfig.cmake`
# (scripts/check_package.sh does it and tries the result). Both hold the program, the libraries with headers and CMake files, the
# Python module, manual pages, completions and the example missions.
set(manual ${PROJECT_BINARY_DIR}/manual)
if(TARGET handover)
  find_program(HANDOVER_PYTHON3 python3 REQUIRED)
  add_custom_command(OUTPUT ${manual}/man1/handover.1 COMMENT "Manual pages and completions from the option records"
    COMMAND ${HANDOVER_PYTHON3} ${PROJECT_SOURCE_DIR}/packaging/make_manual.py $<TARGET_FILE:handover> ${manual}
    DEPENDS handover ${PROJECT_SOURCE_DIR}/packaging/make_manual.py)
  add_custom_target(handover_manual DEPENDS ${manual}/man1/handover.1)
  install(DIRECTORY ${manual}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT program OPTIONAL)
  install(FILES ${manual}/bash/handover DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program OPTIONAL)
  install(FILES ${manual}/zsh/_handover DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program OPTIONAL)
  install(FILES ${manual}/fish/handover.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program OPTIONAL)
endif()
# Kept runs and briefs lie beside missions: they stay out.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/missions DESTINATION ${HANDOVER_DATA_FOLDER} COMPONENT program
        PATTERN "*.duckdb*" EXCLUDE PATTERN "*.html" EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples DESTINATION ${HANDOVER_DATA_FOLDER} COMPONENT development PATTERN "build" EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/THIRD_PARTY_NOTICES.md ${PROJECT_SOURCE_DIR}/README.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME handover)
set(CPACK_PACKAGE_VENDOR "The Handover project")
set(CPACK_PACKAGE_CONTACT "The Handover project <handover@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGE_DESCRIPTION "Handover reads a mission folder, assesses threat, partner, needs and talks, simulates plans and finds the timelines\n\
for handing security to the host nation that may be best, with what carries that answer. Program, library and Python module.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_SET_DESTDIR OFF)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR})
if(TARGET _handover)
  # A compiled module serves the interpreter that it was built for.
  math(EXPR next "${HANDOVER_PYTHON_MINOR} + 1")
  set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
      "python3 (>= ${HANDOVER_PYTHON_MAJOR}.${HANDOVER_PYTHON_MINOR}), python3 (<< ${HANDOVER_PYTHON_MAJOR}.${next}), python3-numpy, python3-pandas")
endif()
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "librsvg2-bin, libfmt-dev, libeigen3-dev, nlohmann-json3-dev, libicu-dev, libssl-dev, libzip-dev, libxlsxwriter-dev, libexpat1-dev, coinor-libcbc-dev, libstemmer-dev, librandom123-dev")
include(CPack)
