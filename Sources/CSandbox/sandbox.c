#define _GNU_SOURCE
#include "winnow_sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define BOARD_BYTES 4096

/* The parent's descriptors may have the very numbers that the child's get, so
 * they go over numbers above all of these first: dup2 onto the same number would
 * also keep close-on-exec set. */
static int add_actions(posix_spawn_file_actions_t *actions, const int *passed, int count) {
    int spare = WINNOW_CHANNEL_FD + count;
    for (int i = 0; i < count; i++) {
        if (passed[i] >= spare) spare = passed[i] + 1;
    }
    int error = 0;
    for (int i = 0; !error && i < count; i++) {
        error = posix_spawn_file_actions_adddup2(actions, passed[i], spare + i);
    }
    if (!error) error = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
    if (!error) error = posix_spawn_file_actions_adddup2(actions, 2, 1);
    for (int i = 0; !error && i < count; i++) {
        error = posix_spawn_file_actions_adddup2(actions, spare + i, WINNOW_CHANNEL_FD + i);
    }
    if (!error) {
        error = posix_spawn_file_actions_addclosefrom_np(actions, WINNOW_CHANNEL_FD + count);
    }
    return error;
}

/* The daemon blocks and ignores signals that a worker must not inherit so. */
static int add_attributes(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int error = posix_spawnattr_setsigmask(attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(attributes, &all);
    if (!error) {
        error = posix_spawnattr_setflags(attributes,
                                         POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    return error;
}

int winnow_spawn(const char *path, char *const argv[], char *const envp[], int channel,
                 int board, int bodies, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawnattr_init(&attributes);
    if (error) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    const int passed[] = {channel, board, bodies};
    error = add_actions(&actions, passed, bodies >= 0 ? 3 : 2);
    if (!error) error = add_attributes(&attributes);
    if (!error) error = posix_spawn(pid, path, &actions, &attributes, argv, envp);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int winnow_channel_pair(int buffer_bytes, int pair[2]) {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) return errno;
    for (int end = 0; end < 2; end++) {
        /* Only a wish: a smaller buffer costs speed, nothing else. */
        setsockopt(pair[end], SOL_SOCKET, SO_SNDBUF, &buffer_bytes, sizeof buffer_bytes);
        setsockopt(pair[end], SOL_SOCKET, SO_RCVBUF, &buffer_bytes, sizeof buffer_bytes);
    }
    return 0;
}

static int map_board(int descriptor, volatile uint32_t **page) {
    void *memory = mmap(NULL, BOARD_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (memory == MAP_FAILED) return errno;
    *page = memory;
    return 0;
}

int winnow_board_create(int *descriptor, volatile uint32_t **page) {
    *descriptor = memfd_create("winnow-worker", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (*descriptor < 0) return errno;
    int error = ftruncate(*descriptor, BOARD_BYTES) ? errno : 0;
    const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    if (!error && fcntl(*descriptor, F_ADD_SEALS, seals)) error = errno;
    if (!error) error = map_board(*descriptor, page);
    if (error) close(*descriptor);
    return error;
}

int winnow_board_open(volatile uint32_t **page) {
    return map_board(WINNOW_BOARD_FD, page);
}

void winnow_board_close(volatile uint32_t *page) {
    munmap((void *)page, BOARD_BYTES);
}

int winnow_bodies_create(size_t length, int *descriptor, void **memory) {
    *descriptor = memfd_create("winnow-bodies", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (*descriptor < 0) return errno;
    int error = ftruncate(*descriptor, (off_t)length) ? errno : 0;
    *memory = MAP_FAILED;
    if (!error) {
        *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, *descriptor, 0);
        if (*memory == MAP_FAILED) error = errno;
    }
    const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL;
    if (!error && fcntl(*descriptor, F_ADD_SEALS, seals)) error = errno;
    if (error) {
        if (*memory != MAP_FAILED) munmap(*memory, length);
        close(*descriptor);
    }
    return error;
}

int winnow_bodies_reserve(int descriptor, size_t offset, size_t length) {
    while (fallocate(descriptor, 0, (off_t)offset, (off_t)length)) {
        if (errno != EINTR) return errno;
    }
    return 0;
}

void winnow_bodies_close(int descriptor, void *memory, size_t length) {
    munmap(memory, length);
    close(descriptor);
}

int winnow_bodies_map(size_t length, const void **memory) {
    void *mapping = mmap(NULL, length, PROT_READ, MAP_SHARED, WINNOW_BODIES_FD, 0);
    if (mapping == MAP_FAILED) return errno;
    *memory = mapping;
    return 0;
}

void winnow_bodies_unmap(const void *memory, size_t length) {
    munmap((void *)memory, length);
}

int winnow_limit_self(uint64_t address_space) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return errno;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)) return errno;
    struct rlimit no_core = {0, 0};
    if (setrlimit(RLIMIT_CORE, &no_core)) return errno;
    if (address_space) {
        struct rlimit memory = {address_space, address_space};
        if (setrlimit(RLIMIT_AS, &memory)) return errno;
    }
    return 0;
}

int winnow_limit_cpu(uint32_t seconds) {
    static rlim_t present;
    struct rusage used;
    if (getrusage(RUSAGE_SELF, &used)) return errno;
    rlim_t spent = (rlim_t)used.ru_utime.tv_sec + (rlim_t)used.ru_stime.tv_sec;
    /* Fractions of both sums are cut off: two seconds cover them. So for many
     * short jobs one after the other it is the same number. */
    rlim_t wanted = spent + seconds + 2;
    if (wanted == present) return 0;
    struct rlimit limit;
    if (getrlimit(RLIMIT_CPU, &limit)) return errno;
    limit.rlim_cur = wanted;
    if (limit.rlim_max != RLIM_INFINITY && limit.rlim_cur > limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
    }
    if (setrlimit(RLIMIT_CPU, &limit)) return errno;
    present = wanted;
    return 0;
}

void winnow_keep_freed_memory(void) {
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
}
