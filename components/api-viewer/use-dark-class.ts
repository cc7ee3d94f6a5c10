import { useEffect } from 'react';

/** Keeps Swagger UI's dark-mode class on <html> in step with the theme switch and the system. */
export function useDarkClass() {
  useEffect(() => {
    const root = document.documentElement;
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => {
      const { theme } = root.dataset;
      root.classList.toggle('dark-mode', theme === 'dark' || (theme !== 'light' && system.matches));
    };
    follow();
    const observer = new MutationObserver(follow);
    observer.observe(root, { attributeFilter: ['data-theme'] });
    system.addEventListener('change', follow);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', follow);
      root.classList.remove('dark-mode');
    };
  }, []);
}
