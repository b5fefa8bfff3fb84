/** Runs in the page: the contrast of text and background of every element that a selector finds. */
export function contrastsOf(selectors: readonly string[]): { readonly text: string; readonly ratio: number }[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const over = (colours: readonly string[]): readonly number[] => {
    if (canvas === null) {
      return [0, 0, 0];
    }
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
  };
  const light = (rgb: readonly number[]): number => {
    const [r, g, b] = rgb.map((part) => (part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return selectors.flatMap((selector) =>
    Array.from(document.querySelectorAll(selector)).map((node) => {
      const backgrounds: string[] = [];
      for (let one: Element | null = node; one !== null; one = one.parentElement) {
        backgrounds.unshift(getComputedStyle(one).backgroundColor);
      }
      const behind = light(over(backgrounds));
      const before = light(over([...backgrounds, getComputedStyle(node).color]));
      const ratio = (Math.max(behind, before) + 0.05) / (Math.min(behind, before) + 0.05);
      return { text: `${selector}: ${node.textContent}`, ratio };
    }),
  );
}
