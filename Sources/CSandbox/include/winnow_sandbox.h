/* What a worker process needs from the system that Swift cannot say: spawning
 * with one inherited descriptor, and limits that must hold before any hostile
 * byte is read. All functions return 0 or an errno value. */
#ifndef WINNOW_SANDBOX_H
#define WINNOW_SANDBOX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The descriptor by which a worker talks to its parent. The others follow. */
#define WINNOW_CHANNEL_FD 3

/* The descriptor of the file that worker and parent share: a page in which a
 * worker notes what it is doing, so that its parent can say which module it
 * died in. */
#define WINNOW_BOARD_FD 4

/* The descriptor of the file with the bodies of jobs, if there is one. */
#define WINNOW_BODIES_FD 5

/* Starts `path` with `channel` as descriptor 3, `board` as descriptor 4,
 * `bodies` as descriptor 5 (-1: none), /dev/null as standard input, and standard
 * output on standard error. Every other descriptor is closed in the child.
 * Signals are unblocked and have their default actions. `argv` and `envp` end
 * with NULL. On success `*pid` is the child, which the caller must wait for. */
int winnow_spawn(const char *path, char *const argv[], char *const envp[], int channel,
                 int board, int bodies, pid_t *pid);

/* Makes the shared file: anonymous, close-on-exec, its first page mapped at
 * `*page`. Its length cannot be changed, so that neither side can take memory away
 * that the other looks at. */
int winnow_board_create(int *descriptor, volatile uint32_t **page);

/* Maps the page that the parent passed as descriptor 4. */
int winnow_board_open(volatile uint32_t **page);

/* Unmaps either side's page. */
void winnow_board_close(volatile uint32_t *page);

/* Makes the file for bodies: anonymous, close-on-exec, `length` bytes mapped for
 * writing at `*memory`. It is sealed behind this mapping: no other can write to
 * it, whoever has the descriptor, and its length stays. */
int winnow_bodies_create(size_t length, int *descriptor, void **memory);

/* Gets memory for a part of the file, so that writing to the mapping cannot
 * fail, which would end the process. */
int winnow_bodies_reserve(int descriptor, size_t offset, size_t length);

/* Undoes winnow_bodies_create. */
void winnow_bodies_close(int descriptor, void *memory, size_t length);

/* Maps the file that the parent passed as descriptor 5 for reading. */
int winnow_bodies_map(size_t length, const void **memory);

/* Undoes winnow_bodies_map. */
void winnow_bodies_unmap(const void *memory, size_t length);

/* Makes a connected pair of stream sockets, close-on-exec, with buffers of
 * about `buffer_bytes` each. */
int winnow_channel_pair(int buffer_bytes, int pair[2]);

/* Called by the worker itself, first thing: no new privileges through exec,
 * no core files, end when the parent thread ends, and at most `address_space`
 * bytes of memory (0: no limit). */
int winnow_limit_self(uint64_t address_space);

/* Allows `seconds` more of processor time from now on; past them the kernel
 * ends the process with SIGXCPU. Rounded up to whole seconds. For one thread. */
int winnow_limit_cpu(uint32_t seconds);

/* Keeps freed memory of up to 64 MiB for the next use instead of giving it back
 * at once: a process that reads page after page would otherwise have the kernel
 * clear the same memory for each. */
void winnow_keep_freed_memory(void);

#endif
