import Glibc
import WinnowWorker

// The program that parses whatever comes from outside. `winnowd` and `winnow`
// start it with a channel as descriptor 3; by hand it is of no use.
exit(WorkerLoop.run())
