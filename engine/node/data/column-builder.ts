import type { DataColumn } from '#engine';

/** Collects one column of a file: distinct trimmed values once, and one code a row. */
export class ColumnBuilder {
  readonly #codeOf = new Map<string, number>();
  readonly #values: string[] = [];
  #counts = new Uint32Array(64);
  #codes: Uint8Array | Uint16Array | Uint32Array = new Uint8Array(1024);
  #rows = 0;

  add(raw: string): void {
    const value = raw.trim();
    let code = this.#codeOf.get(value);
    if (code === undefined) {
      code = this.#values.length;
      const own = ownCopy(value);
      this.#values.push(own);
      this.#codeOf.set(own, code);
    }
    this.#store(code);
  }

  /** The column; the builder is used up. */
  build(name: string): DataColumn {
    this.#codeOf.clear();
    return {
      name,
      values: this.#values,
      codes: this.#codes.slice(0, this.#rows),
      counts: this.#counts.slice(0, this.#values.length),
    };
  }

  #store(code: number): void {
    if (code >= this.#counts.length) {
      const counts = new Uint32Array(this.#counts.length * 2);
      counts.set(this.#counts);
      this.#counts = counts;
    }
    this.#counts[code] = (this.#counts[code] ?? 0) + 1;
    if (code > maxCode(this.#codes) || this.#rows === this.#codes.length) {
      const length = this.#rows === this.#codes.length ? this.#rows * 2 : this.#codes.length;
      const codes =
        code > 0xffff || this.#codes instanceof Uint32Array
          ? new Uint32Array(length)
          : code > 0xff || this.#codes instanceof Uint16Array
            ? new Uint16Array(length)
            : new Uint8Array(length);
      codes.set(this.#codes);
      this.#codes = codes;
    }
    this.#codes[this.#rows] = code;
    this.#rows += 1;
  }
}

function maxCode(codes: Uint8Array | Uint16Array | Uint32Array): number {
  return codes.BYTES_PER_ELEMENT === 1 ? 0xff : codes.BYTES_PER_ELEMENT === 2 ? 0xffff : 0xffffffff;
}

/** A copy that does not keep the piece of the file alive from which the value was cut. Short texts are copies already. */
function ownCopy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}
