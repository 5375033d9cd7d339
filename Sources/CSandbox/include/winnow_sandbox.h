/* What a worker process needs from the system that Swift cannot say: spawning
 * with one inherited descriptor, and limits that must hold before any hostile
 * byte is read. All functions return 0 or an errno value. */
#ifndef WINNOW_SANDBOX_H
#define WINNOW_SANDBOX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The descriptor by which a worker talks to its parent. */
#define WINNOW_CHANNEL_FD 3

/* The descriptor of the file that worker and parent share: a page in which a
 * worker notes what it is doing, so that its parent can say which module it
 * died in, and behind it the body of the job. */
#define WINNOW_BOARD_FD 4

/* Starts `path` with `channel` as descriptor 3, `board` as descriptor 4,
 * /dev/null as standard input, and standard output on standard error. Every
 * other descriptor is closed in the child. Signals are unblocked and have
 * their default actions. `argv` and `envp` end with NULL. On success `*pid` is
 * the child, which the caller must wait for. */
int winnow_spawn(const char *path, char *const argv[], char *const envp[], int channel,
                 int board, pid_t *pid);

/* Makes the shared file: anonymous, close-on-exec, its first page mapped at
 * `*page`. It cannot be made shorter, so that neither side can take memory away
 * that the other looks at. */
int winnow_board_create(int *descriptor, volatile uint32_t **page);

/* Maps the page that the parent passed as descriptor 4. */
int winnow_board_open(volatile uint32_t **page);

/* Unmaps either side's page. */
void winnow_board_close(volatile uint32_t *page);

/* Writes a job's body behind the page. Not through a mapping: where there is no
 * memory, this fails, and a mapping would end the process. */
int winnow_board_write(int descriptor, const void *body, size_t length);

/* Gives the memory of the file back but that of the page and `keep` bytes. */
void winnow_board_release(int descriptor, size_t keep);

/* Maps `length` bytes behind the page for reading, on the worker's side. */
int winnow_body_map(size_t length, const void **body);

/* Undoes winnow_body_map. */
void winnow_body_unmap(const void *body, size_t length);

/* Makes a connected pair of stream sockets, close-on-exec, with buffers of
 * about `buffer_bytes` each. */
int winnow_channel_pair(int buffer_bytes, int pair[2]);

/* Called by the worker itself, first thing: no new privileges through exec,
 * no core files, end when the parent thread ends, and at most `address_space`
 * bytes of memory (0: no limit). */
int winnow_limit_self(uint64_t address_space);

/* Allows `seconds` more of processor time from now on; past them the kernel
 * ends the process with SIGXCPU. Rounded up to whole seconds. */
int winnow_limit_cpu(uint32_t seconds);

/* Keeps freed memory of up to 64 MiB for the next use instead of giving it back
 * at once: a process that reads page after page would otherwise have the kernel
 * clear the same memory for each. */
void winnow_keep_freed_memory(void);

#endif
