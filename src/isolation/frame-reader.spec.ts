import fc from 'fast-check';
import { FrameReader, frameHeader } from './frame-reader.js';

const body = fc.uint8Array({ maxLength: 300 });

describe('the frame reader', () => {
  it('gives the frames that were written, however the bytes arrive', () => {
    fc.assert(
      fc.property(
        fc.array(body, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (bodies, steps) => {
          const bytes = Buffer.concat(bodies.flatMap((one) => [frameHeader(one.length), one]));
          const reader = new FrameReader(300);
          for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
            const step = steps[turn % steps.length] as number;
            reader.push(bytes.subarray(at, at + step));
            at += step;
          }
          expect(reader.frames.map((frame) => [...frame])).toEqual(bodies.map((one) => [...one]));
        },
      ),
    );
  });

  it('refuses a length over the limit before a byte of the body is there', () => {
    expect(() => new FrameReader(300).push(Buffer.from([0xff, 0xff, 0xff, 0xff]))).toThrow('PLUGIN_FRAME_TOO_LARGE');
    expect(() => new FrameReader(300).push(frameHeader(301))).toThrow('PLUGIN_FRAME_TOO_LARGE');
    expect(() => new FrameReader(300).push(frameHeader(300))).not.toThrow();
  });
});
