/*
 * While the picture is dragged or zoomed, what was drawn last is moved and scaled as a whole,
 * as maps do; when it rests, it is drawn anew. Drawing every line sixty times a second is more
 * than a machine without a graphics card can do.
 */

const REST = 150;
/* How far what was drawn may be stretched, and how often it is drawn anew beyond that. */
const STRETCH = 2.2;
const REFRESH = 260;

function makeGesture(network, onRest) {
  const { renderer, body, canvas } = network;
  const draw = renderer._redraw.bind(renderer);
  const still = document.createElement('canvas');
  let drawn = null;
  let kept = null;
  let timer = 0;

  function rest() {
    timer = 0;
    kept = null;
    onRest();
    network.redraw();
  }

  /* The last drawing as a bitmap, taken when it is first moved. */
  function keep() {
    const { canvas: source } = canvas.frame;
    if (!drawn || !source.width) return;
    if (still.width !== source.width) still.width = source.width;
    if (still.height !== source.height) still.height = source.height;
    const context = still.getContext('2d');
    context.clearRect(0, 0, still.width, still.height);
    context.drawImage(source, 0, 0);
    kept = drawn;
  }

  function isTooFar() {
    const zoom = body.view.scale / kept.scale;
    return (zoom > STRETCH || zoom < 1 / STRETCH) && performance.now() - kept.at > REFRESH;
  }

  function drawFully(hidden) {
    draw(hidden);
    const { scale, translation } = body.view;
    drawn = { scale, x: translation.x, y: translation.y, at: performance.now() };
    kept = null;
  }

  function move() {
    const { scale, translation } = body.view;
    const zoom = scale / kept.scale;
    const context = canvas.getContext();
    const ratio = canvas.pixelRatio || 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, still.width, still.height);
    const [x, y] = [translation.x - kept.x * zoom, translation.y - kept.y * zoom];
    context.drawImage(still, x * ratio, y * ratio, still.width * zoom, still.height * zoom);
  }

  renderer._redraw = (hidden = false) => {
    if (!renderer.allowRedraw) return undefined;
    if (!timer || hidden) return drawFully(hidden);
    body.emitter.emit('initRedraw');
    renderer.redrawRequested = false;
    if (!kept) keep();
    if (!kept || isTooFar()) return drawFully(hidden);
    return move();
  };

  /* Says that the picture is being moved, for now or for so many milliseconds. */
  return {
    moving(length = 0) {
      clearTimeout(timer);
      timer = setTimeout(rest, length + REST);
    },
    /* Does something that would draw several times, and draws once. */
    quietly(action) {
      const before = renderer.allowRedraw;
      renderer.allowRedraw = false;
      try {
        return action();
      } finally {
        renderer.allowRedraw = before;
      }
    },
    stop() {
      clearTimeout(timer);
      timer = 0;
      kept = null;
    },
  };
}
