/** What a thread runs that does nothing but read versions. */
import { serveReading } from '../../central-store/reading/reading-thread.ts';

serveReading();
