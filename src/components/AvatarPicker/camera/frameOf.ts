/** The frame that a video shows now, as others see it: not mirrored. */
export async function frameOf(video: HTMLVideoElement): Promise<File> {
  const { videoWidth: width, videoHeight: height } = video;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, "image/jpeg", 0.95),
  );
  // Without a picture it is an empty file, which is turned down with words like any other.
  return new File(blob ? [blob] : [], "camera.jpg", { type: "image/jpeg" });
}
