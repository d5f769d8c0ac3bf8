/*
 * The protocol of Go's cleanup queue as it was before golang/go #73642 was fixed. It loses work: see the window between
 * "found nothing" and `state.sleep()`. Wake-ups and sleepers share one atomic word; `take` consumes the wake-ups.
 *
 * The scheduler's part, which creates the goroutines that `needg` asks for, is left out: Go's tests met the loss when nothing
 * came by to create one. All workers exist from the start.
 */
#ifndef PUSHERS
#define PUSHERS 2
#endif
#ifndef WORKERS
#define WORKERS 3
#endif
#ifndef BLOCKS
#define BLOCKS 3
#endif

byte stack = 0;
byte ran = 0;
byte wakes = 0;             /* with asleep one atomic word: always written in one step */
byte asleep = 0;

bool locked = false;
bool isSleeping[WORKERS];
bool permit[WORKERS];
byte pushersDone = 0;
byte toPush = BLOCKS;

inline lock()   { atomic { !locked -> locked = true } }
inline unlock() { locked = false }

inline wake(n, i) {
    atomic {                                     /* take */
        if
        :: wakes > asleep -> n = asleep
        :: else -> n = wakes
        fi;
        asleep = asleep - n;
        wakes = 0
    }
    if
    :: n > 0 ->
        lock();
        i = 0;
        do
        :: i < WORKERS && n > 0 && isSleeping[i] -> isSleeping[i] = false; permit[i] = true; n--; i++
        :: i < WORKERS && (n == 0 || !isSleeping[i]) -> i++
        :: i == WORKERS -> break
        od;
        unlock()
    :: else
    fi
}

active [PUSHERS] proctype Pusher() {
    byte n; byte i;
    do
    :: atomic { toPush > 0 -> toPush-- }
        stack++;
        wakes++;                                 /* awaken(1) */
        if
        :: atomic { wakes > 0 && asleep > 0 } -> wake(n, i)
        :: else
        fi
    :: atomic { toPush == 0 -> break }
    od;
    pushersDone++
}

proctype Worker(byte me) {
    bool took;
loop:
    atomic {                                     /* full.pop() */
        if
        :: stack > 0 -> stack--; ran++; took = true
        :: else -> took = false
        fi
    }
    if
    :: took -> goto loop
    :: else
    fi;
    /* Here it has decided to sleep, and nobody can see it. */
    lock();
    isSleeping[me] = true;
    asleep++;                                    /* state.sleep() */
    unlock();
end_parked:
    atomic { permit[me] -> permit[me] = false }
    goto loop
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
    (pushersDone == PUSHERS);
    (ran == BLOCKS)
}
