import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTheme } from '../app/theme.ts';
import '../ui/base.css';
import { ReviewerApp } from './ReviewerApp.tsx';
import { loadReviewer } from './reviewer.ts';

startTheme();
createRoot(document.getElementById('app') ?? document.body).render(
  <StrictMode>
    <ReviewerApp />
  </StrictMode>,
);
void loadReviewer();
