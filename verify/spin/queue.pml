/*
 * The sleep/wake protocol of CleanupQueue: pushers that add blocks and wake, workers that take blocks, sleep and end.
 *
 * One atomic step here is one access to a shared variable there. The lock is modelled as a lock; what happens under it is
 * still one step at a time, so that unlocked readers see every intermediate state.
 *
 * Variants, each with a bug the model must find, or the model proves nothing:
 *   -DNO_SECOND_LOOK   without the second look. It loses work.
 *   -DLOOK_FIRST       with the second look before `asleep` is raised. It loses work.
 *   -DLEAVE_EARLY      with a worker that ends but stops counting as asleep before its place is free; the smallest machine
 *                      shows it: -DWORKERS=1, the default below eight processors.
 *   -DCOUNT_FIRST      with the work counted before it is pushed.
 * and a smaller machine:
 *   -DNO_IDLE          workers never end by themselves.
 *
 * Checked: no invalid end state (a block left on the stack while everybody sleeps or has ended is one: init then waits forever,
 * without an end label), and the assertions: workUnits never negative, asleep >= sleepers, a successful decrement finds a block.
 */
#ifndef PUSHERS
#define PUSHERS 2
#endif
#ifndef WORKERS
#define WORKERS 3
#endif
#ifndef BLOCKS
#define BLOCKS 3            /* in all, dealt out to the pushers */
#endif

byte stack = 0;              /* its length */
short workUnits = 0;
byte ran = 0;

bool locked = false;
byte asleep = 0;            /* written under the lock, read without it */
byte sleepers = 0;          /* length of `sleeping` */
bool isSleeping[WORKERS];
bool permit[WORKERS];
bool exists[WORKERS];       /* the worker's place is taken: it exists or is being started */
byte workers = 0;
byte pushersDone = 0;
byte toPush = BLOCKS;

inline lock()   { atomic { !locked -> locked = true } }
inline unlock() { locked = false }

/* Under the lock. Wakes as many as there is work for, and starts others up to the limit. */
inline wake(n, i) {
    lock();
    n = workUnits;
    i = 0;
    do
    :: i < WORKERS && n > 0 && isSleeping[i] ->
        isSleeping[i] = false; sleepers--;
        asleep--;
        assert(asleep >= sleepers);
        permit[i] = true;
        n--; i++
    :: i < WORKERS && (n == 0 || !isSleeping[i]) -> i++
    :: i == WORKERS -> break
    od;
    i = 0;
    do
    :: i < WORKERS && n > 0 && !exists[i] -> exists[i] = true; workers++; n--; i++
    :: i < WORKERS && (n == 0 || exists[i]) -> i++
    :: i == WORKERS -> break
    od;
    unlock()
}

active [PUSHERS] proctype Pusher() {
    short n; byte i;
    bool more;
    do
    :: atomic { toPush > 0 -> toPush-- }
#ifdef COUNT_FIRST
        workUnits++;
        stack++;
#else
        stack++;                                 /* push first */
        workUnits++;                             /* then count */
#endif
        /* needsWake: three separate reads */
        if
        :: workUnits > 0 ->
            if
            :: asleep > 0 -> wake(n, i)
            :: else ->
                if
                :: workers < WORKERS -> wake(n, i)
                :: else
                fi
            fi
        :: else
        fi
    :: atomic { toPush == 0 -> break }
    od;
    pushersDone++
}

proctype Worker(byte me) {
    bool took;
idle:
    /* A place that is free waits for wake to take it; a model of thread creation. */
end_unborn:
    exists[me];
loop:
    /* tryTakeWork */
    atomic {
        if
        :: workUnits > 0 -> workUnits--; took = true
        :: else -> took = false
        fi
    }
    assert(workUnits >= 0);
    if
    :: took ->
        atomic { assert(stack > 0); stack--; ran++ }
        goto loop
    :: else
    fi;
#ifdef LOOK_FIRST
    lock();
    if
    :: workUnits > 0 -> unlock(); goto loop
    :: else
    fi;
    unlock();
    lock();
    asleep++;
#else
    lock();
    asleep++;
    assert(asleep >= sleepers);
#ifndef NO_SECOND_LOOK
    if
    :: workUnits > 0 -> asleep--; unlock(); goto loop
    :: else
    fi;
#endif
#endif
    atomic { isSleeping[me] = true; sleepers++ };
    assert(asleep >= sleepers);
    unlock();
parked:
end_parked:
    if
    :: atomic { permit[me] -> permit[me] = false }
        goto loop
#ifndef NO_IDLE
    :: true ->                                   /* the idle time-out */
        lock();
        if
        :: isSleeping[me] ->
            isSleeping[me] = false; sleepers--;
#ifdef LEAVE_EARLY
            asleep--;
            exists[me] = false;
            workers--;
#else
            exists[me] = false;
            workers--;                           /* the place is free before it ceases to count as asleep */
            asleep--;
#endif
            unlock();
            goto idle
        :: else ->                               /* being woken: the permit is on its way */
            unlock();
            permit[me]; permit[me] = false;
            goto loop
        fi
#endif
    fi
}

init {
    byte w;
    atomic {
        w = 0;
        do
        :: w < WORKERS -> run Worker(w); w++
        :: else -> break
        od
    }
    /* The end of everything: nothing can move but idle time-outs, and then nothing may be left. */
    (pushersDone == PUSHERS);
    (ran == BLOCKS)
}
