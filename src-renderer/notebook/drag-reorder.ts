const threshold = 4;
const edge = 56;
const speed = 14;

export type DragReorder = {
  /** The frames that are drawn, in their order, to find the place under the pointer. */
  frames: () => readonly HTMLElement[];
  /** Where a frame's cell stands. */
  indexOf: (frame: HTMLElement) => number;
  scroller: () => Element | null;
  /** Index the cell would be inserted at, while it is dragged; null when it is let go or given up. */
  onplace: (index: number | null) => void;
  ondrop: (index: number) => void;
};

/** Makes a handle that moves its cell by pointer. Escape gives up; near the edges the page scrolls along. */
export function dragReorder(drag: DragReorder): (handle: HTMLElement) => () => void {
  return (handle) => {
    let from: number | null = null;
    let place: number | null = null;
    let pointer = 0;
    let frame = 0;

    const find = () => {
      const frames = drag.frames();
      const next = frames.find((element) => {
        const box = element.getBoundingClientRect();
        return pointer < box.top + box.height / 2;
      });
      const last = frames.at(-1);
      if (next) place = drag.indexOf(next);
      else place = last ? drag.indexOf(last) + 1 : 0;
      drag.onplace(place);
    };
    const scrollAlong = () => {
      const scroller = drag.scroller();
      if (scroller && place !== null) {
        const box = scroller.getBoundingClientRect();
        if (pointer < box.top + edge) scroller.scrollBy(0, -speed);
        else if (pointer > box.bottom - edge) scroller.scrollBy(0, speed);
        find();
      }
      frame = requestAnimationFrame(scrollAlong);
    };
    const end = (dropped: boolean) => {
      cancelAnimationFrame(frame);
      document.removeEventListener('keydown', onkeydown, true);
      const target = place;
      from = null;
      place = null;
      drag.onplace(null);
      if (dropped && target !== null) drag.ondrop(target);
    };
    const onkeydown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      end(false);
    };
    const onpointerdown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.preventDefault();
      from = event.clientY;
      handle.setPointerCapture(event.pointerId);
      document.addEventListener('keydown', onkeydown, true);
    };
    const onpointermove = (event: PointerEvent) => {
      if (from === null) return;
      pointer = event.clientY;
      if (place === null && Math.abs(pointer - from) < threshold) return;
      if (place === null) frame = requestAnimationFrame(scrollAlong);
      find();
    };
    const onpointerup = () => from !== null && end(true);
    const onpointercancel = () => from !== null && end(false);

    handle.addEventListener('pointerdown', onpointerdown);
    handle.addEventListener('pointermove', onpointermove);
    handle.addEventListener('pointerup', onpointerup);
    handle.addEventListener('pointercancel', onpointercancel);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('keydown', onkeydown, true);
      handle.removeEventListener('pointerdown', onpointerdown);
      handle.removeEventListener('pointermove', onpointermove);
      handle.removeEventListener('pointerup', onpointerup);
      handle.removeEventListener('pointercancel', onpointercancel);
    };
  };
}
