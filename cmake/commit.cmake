# Run at every build: writes the commit of SOURCE into the header OUT, with a mark when tracked files differ from it. Without git
# or outside a checkout the commit is empty. The header is touched only when it changes.
execute_process(COMMAND git -C ${SOURCE} describe --always --dirty=.dirty --abbrev=12 --exclude=*
                OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(commit "")
endif()
file(WRITE ${OUT}.new "#define HANDOVER_COMMIT \"${commit}\"\n")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
