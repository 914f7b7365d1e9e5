// Ctrl-C asks the program to stop at the next safe place; a second Ctrl-C kills it as usual.
#pragma once

namespace handover {

void catch_interrupts();
bool interrupt_requested();
// Throws Interrupted when the user has asked to stop.
void throw_if_interrupted();

}  // namespace handover
