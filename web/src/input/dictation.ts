/** Speech to text by the browser itself (Web Speech API, https://webaudio.github.io/web-speech-api/), where it has it. */
import { useEffect, useRef, useState } from "react";

interface Heard {
  readonly isFinal: boolean;
  readonly [place: number]: { readonly transcript: string };
}

interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: { readonly results: ArrayLike<Heard> }) => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
  onend: (() => void) | null;
  start: () => void;
  stop: () => void;
  abort: () => void;
}

type RecognitionClass = new () => Recognition;
export type DictationFault = "denied" | "failed";

const DENIED: readonly string[] = ["not-allowed", "service-not-allowed", "audio-capture"];
const NO_FAULT: readonly string[] = ["aborted", "no-speech"];

/** The browser's own, under either of its names; null where there is none. */
export function recognitionClass(from: object = globalThis): RecognitionClass | null {
  const known = from as { SpeechRecognition?: RecognitionClass; webkitSpeechRecognition?: RecognitionClass };
  return known.SpeechRecognition ?? known.webkitSpeechRecognition ?? null;
}

/** All that was said so far, what is still uncertain at its end included. */
export function spoken(results: ArrayLike<Heard>): string {
  return Array.from(results, (heard) => heard[0]?.transcript ?? "").join("").replaceAll(/\s+/g, " ").trim();
}

/** What was written, with what was said after it. */
export function appended(written: string, said: string): string {
  if (written.trim() === "" || said === "") return written + said;
  return /\s$/.test(written) ? written + said : `${written} ${said}`;
}

interface Dictation {
  available: boolean;
  listening: boolean;
  fault: DictationFault | null;
  /** Begins, or ends, listening; `written` is what stands in the box when it begins. */
  toggle: (written: string) => void;
}

export function useDictation(language: string, onText: (text: string) => void): Dictation {
  const [listening, setListening] = useState(false);
  const [fault, setFault] = useState<DictationFault | null>(null);
  const current = useRef<Recognition | null>(null);
  useEffect(() => () => current.current?.abort(), []);
  const Recognising = recognitionClass();

  const toggle = (written: string) => {
    const listeningNow = current.current;
    listeningNow?.stop(); // which may say at once that it has ended
    if (listeningNow !== null || Recognising === null) return;
    const recognition = new Recognising();
    recognition.lang = language;
    recognition.continuous = true;
    recognition.interimResults = true;
    recognition.onresult = ({ results }) => onText(appended(written, spoken(results)));
    recognition.onerror = ({ error }) => {
      if (!NO_FAULT.includes(error)) setFault(DENIED.includes(error) ? "denied" : "failed");
    };
    recognition.onend = () => {
      current.current = null;
      setListening(false);
    };
    setFault(null);
    try {
      recognition.start();
    } catch {
      setFault("failed");
      return;
    }
    current.current = recognition;
    setListening(true);
  };
  return { available: Recognising !== null, listening, fault, toggle };
}
