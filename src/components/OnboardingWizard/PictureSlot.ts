import type { Picture } from "./OnboardingWizard.steps";

/** What the wizard tells whatever stands in its picture step. */
export interface PictureSlot {
  /** What to show now: what was chosen here, or what is stored. */
  picture: Picture;
  /** For the initials where there is no picture. */
  name: string;
  /** What is wrong with the picture, in words. */
  error: string | undefined;
  /** Whether it is being saved. */
  busy: boolean;
  /** How much of it has been sent, from 0 to 1; null when nothing is being sent. */
  progress: number | null;
  /**
   * Something was chosen: what to show, and the file to save; null for both removes the picture.
   * Without `file` the choice is taken back, and the stored picture stays.
   */
  onPick: (picture: Picture) => void;
}
