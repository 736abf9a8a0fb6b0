/** Linux system calls of x86-64 that no plugin needs: network, other processes, mounts, keys, kernel interfaces. */
const DENIED: readonly number[] = [
  ...[41, 42, 43, 49, 50, 53, 288], // socket connect accept bind listen socketpair accept4
  ...[57, 58, 322], // fork vfork execveat
  ...[101, 310, 311, 312, 424, 434, 438, 440], // ptrace process_vm_* kcmp pidfd_* process_madvise
  ...[155, 161, 165, 166, 428, 429, 430, 431, 432, 433, 442], // pivot_root chroot mount family
  ...[103, 135, 153, 159, 163, 164, 167, 168, 169, 170, 171, 172, 173, 179, 227], // syslog … clock_settime
  ...[175, 176, 313, 246, 320], // modules and kexec
  ...[248, 249, 250, 272, 308], // keys, unshare, setns
  ...[298, 300, 303, 304, 321, 323], // perf fanotify handles bpf userfaultfd
  ...[319, 447, 425, 426, 427], // memfd_create memfd_secret io_uring
];

const CLONE = 56;
const CLONE3 = 435;
const CLONE_THREAD = 0x10000;
const X86_64 = 0xc000003e;
const X32_BIT = 0x40000000;

const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const FAIL_WITH = 0x00050000;
const EPERM = 1;
const ENOSYS = 38;

const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_GREATER_OR_EQUAL = 0x35;
const JUMP_BITS_SET = 0x45;
const RETURN = 0x06;

/** Offsets in the data that the kernel gives a filter. */
const NUMBER = 0;
const ARCHITECTURE = 4;
const FIRST_ARGUMENT = 16;

type Ending = 'allow' | 'kill' | 'deny' | 'absent' | 'thread';

/** Goes on with the next instruction where an ending is missing. */
interface Step {
  readonly code: number;
  readonly value: number;
  readonly yes?: Ending;
  readonly no?: Ending;
}

/**
 * The filter as classic BPF for `bwrap --seccomp`, 8 bytes an instruction. `clone` may make threads only; `clone3`
 * says that it does not exist, for its flags cannot be read here, and the C library falls back to `clone`.
 */
export function systemCallFilter(): Uint8Array {
  const steps: readonly Step[] = [
    { code: LOAD, value: ARCHITECTURE },
    { code: JUMP_EQUAL, value: X86_64, no: 'kill' },
    { code: LOAD, value: NUMBER },
    { code: JUMP_GREATER_OR_EQUAL, value: X32_BIT, yes: 'kill' },
    { code: JUMP_EQUAL, value: CLONE3, yes: 'absent' },
    { code: JUMP_EQUAL, value: CLONE, yes: 'thread' },
    ...DENIED.map((value): Step => ({ code: JUMP_EQUAL, value, yes: 'deny' })),
  ];
  const endings: Readonly<Record<Ending, number>> = {
    allow: steps.length,
    deny: steps.length + 1,
    kill: steps.length + 2,
    absent: steps.length + 3,
    thread: steps.length + 4,
  };
  const last: readonly Step[] = [
    { code: RETURN, value: ALLOW },
    { code: RETURN, value: FAIL_WITH + EPERM },
    { code: RETURN, value: KILL },
    { code: RETURN, value: FAIL_WITH + ENOSYS },
    { code: LOAD, value: FIRST_ARGUMENT },
    { code: JUMP_BITS_SET, value: CLONE_THREAD },
    { code: RETURN, value: FAIL_WITH + EPERM },
    { code: RETURN, value: ALLOW },
  ];
  return assembled([...steps, ...last], endings);
}

function assembled(steps: readonly Step[], endings: Readonly<Record<Ending, number>>): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(steps.length * 8));
  steps.forEach(({ code, value, yes, no }, at) => {
    const distance = (ending: Ending | undefined) => (ending === undefined ? 0 : endings[ending] - at - 1);
    // The one test without a named ending steps over the refusal that follows it.
    const taken = code === JUMP_BITS_SET ? 1 : distance(yes);
    bytes.setUint16(at * 8, code, true);
    bytes.setUint8(at * 8 + 2, taken);
    bytes.setUint8(at * 8 + 3, distance(no));
    bytes.setUint32(at * 8 + 4, value >>> 0, true);
  });
  return new Uint8Array(bytes.buffer);
}
