// Comfort only: the form works without this file.
// A photo of a phone has a dozen megabytes and says where it was taken. Where the browser can, it is made small
// before it is sent: the bad line of a site visit carries it, and its place never leaves the phone. The server makes
// the picture anew all the same.

const LARGEST_SIDE = 2400; // pixels; the server keeps at most 1600
const SMALL_ENOUGH = 1024 * 1024; // bytes that are sent as they are, but for their place
const QUALITY = 0.85;

// A form that comes back refused is put in place anew, with the same input in it.
document.addEventListener("change", ({ target }) => {
  if (target.matches("input[type=file][data-shrink]") && target.files.length === 1) shrink(target);
});

async function shrink(input) {
  const [photo] = input.files;
  const small = await made(photo).catch(() => null); // what it cannot read goes as it is
  if (!small || small.size >= photo.size && photo.size > SMALL_ENOUGH || input.files[0] !== photo) return;
  const files = new DataTransfer();
  files.items.add(new File([small], photo.name.replace(/\.[^.]*$/, "") + ".jpg", { type: small.type }));
  input.files = files.files;
}

// A JPEG without words about itself; null where the browser makes none.
async function made(photo) {
  if (photo.type === "image/gif" || photo.type === "image/svg+xml") return null; // refused with what to do
  if (photo.type === "image/png" && photo.size <= SMALL_ENOUGH) return null; // a drawing loses by JPEG
  const image = await createImageBitmap(photo, { imageOrientation: "from-image" });
  const scale = Math.min(1, LARGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff"; // what is transparent stands on white, as on the server
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
}
