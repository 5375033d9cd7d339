import Glibc
import WinnowConfig

// Prints what is generated from the table of configuration keys, for
// scripts/generate-reference.
switch CommandLine.arguments.dropFirst().first {
case "markdown": print(ConfigurationReference.markdown(), terminator: "")
case "main-schema": print(ConfigurationSchema.mainFile(), terminator: "")
case "sources-schema": print(ConfigurationSchema.sourcesFile(), terminator: "")
default:
    print("usage: winnow-reference markdown | main-schema | sources-schema")
    exit(64)
}
