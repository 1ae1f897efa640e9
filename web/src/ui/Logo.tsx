export function Logo() {
  return (
    <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#0e5e54" />
      <path d="M8 22.5c0-4.6 3.4-5 8-6.5s8-2.4 8-6.5" fill="none" stroke="#f6efe3" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="8" cy="23" r="2.6" fill="#f6efe3" />
      <circle cx="24" cy="9" r="3.2" fill="#f0a35e" />
    </svg>
  );
}
