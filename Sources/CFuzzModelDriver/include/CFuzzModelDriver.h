// SwiftPM calls an executable's entry point TARGET_main, while libFuzzer wants to
// bring the main function. The symbol here takes the former's place.
