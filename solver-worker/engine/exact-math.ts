/**
 * sin, cos, exp and log of our own. ECMAScript leaves the last bits of Math.sin and its kind to the engine; these use
 * only + − × ÷ and sqrt, which IEEE 754 fixes, so an answer has the same bytes in every browser and in Node.
 */
const HALF_PI = Math.PI / 2;
const LN2 = 0.6931471805599453;
const LOG2E = 1.4426950408889634;

/** Powers of two 2^-1074 … 2^1023, made by exact halving and doubling. */
const POWERS = new Float64Array(2098);
POWERS[1074] = 1;
for (let e = 1075; e < 2098; e++) POWERS[e] = (POWERS[e - 1] ?? 0) * 2;
for (let e = 1073; e >= 0; e--) POWERS[e] = (POWERS[e + 1] ?? 0) / 2;

/** sin on [-π/4, π/4], Taylor to x^15: below 1e-16. */
function sinKernel(x: number): number {
  const z = x * x;
  return (
    x *
    (1 -
      (z / 6) *
        (1 - (z / 20) * (1 - (z / 42) * (1 - (z / 72) * (1 - (z / 110) * (1 - (z / 156) * (1 - z / 210)))))))
  );
}

function cosKernel(x: number): number {
  const z = x * x;
  return (
    1 -
    (z / 2) *
      (1 -
        (z / 12) *
          (1 -
            (z / 30) * (1 - (z / 56) * (1 - (z / 90) * (1 - (z / 132) * (1 - (z / 182) * (1 - z / 240)))))))
  );
}

/** Sine of an angle in radians, |x| ≤ about 100. */
export function sin(x: number): number {
  const turns = Math.round(x / HALF_PI);
  const rest = x - turns * HALF_PI;
  switch (((turns % 4) + 4) % 4) {
    case 0:
      return sinKernel(rest);
    case 1:
      return cosKernel(rest);
    case 2:
      return -sinKernel(rest);
    default:
      return -cosKernel(rest);
  }
}

export const cos = (x: number): number => sin(x + HALF_PI);

/** asin on [0, 1]; relative error below 2e-8 up to 0.5, the same beyond by the half-angle identity. */
export function asin(h: number): number {
  if (h > 0.5) return h >= 1 ? HALF_PI : HALF_PI - 2 * asinKernel(Math.sqrt((1 - h) / 2));
  return asinKernel(h);
}

function asinKernel(h: number): number {
  const z = h * h;
  return (
    h *
    (1 +
      z *
        (1 / 6 +
          z *
            (3 / 40 +
              z *
                (15 / 336 +
                  z *
                    (105 / 3456 +
                      z *
                        (945 / 42240 +
                          z *
                            (10395 / 599040 +
                              z *
                                (135135 / 9676800 +
                                  z * (2027025 / 175472640 + z * 0.009761609529194078)))))))))
  );
}

/** e^x; 0 below about -700. */
export function exp(x: number): number {
  if (x < -700) return 0;
  if (x > 700) return Infinity;
  const turns = Math.round(x * LOG2E);
  const y = x - turns * LN2;
  const p =
    1 +
    y *
      (1 +
        y *
          (1 / 2 +
            y *
              (1 / 6 +
                y *
                  (1 / 24 + y * (1 / 120 + y * (1 / 720 + y * (1 / 5040 + y * (1 / 40320 + y / 362880))))))));
  return p * (POWERS[1074 + turns] ?? 0);
}

const bits = new DataView(new ArrayBuffer(8));

/** Natural logarithm of a positive normal number. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  bits.setFloat64(0, x);
  let exponent = ((bits.getUint32(0) >>> 20) & 0x7ff) - 1023;
  let mantissa = x / (POWERS[1074 + exponent] ?? 1);
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    exponent++;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const z = s * s;
  const series =
    2 *
    s *
    (1 +
      z *
        (1 / 3 +
          z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * (1 / 13 + z * (1 / 15 + z / 17))))))));
  return exponent * LN2 + series;
}
