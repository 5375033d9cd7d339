/*
 * libyaml's event interface, for WinnowConfig alone.
 *
 * Why libyaml and not a Swift package: an operator's mistake has to be
 * reported with its line and column, so every node needs a mark. Decoders
 * built on top of libyaml drop the marks before we could see them.
 */
#ifndef WINNOW_CYAML_SHIM_H
#define WINNOW_CYAML_SHIM_H

#include <yaml.h>

#endif
