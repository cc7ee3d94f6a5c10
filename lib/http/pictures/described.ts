import { z } from 'zod';
import { etagHeader, ifNoneMatch } from '../openapi/headers';
import { notModified } from '../openapi/response';

const headers = {
  ETag: etagHeader.ETag.optional().describe('Of a stored picture.'),
  'Content-Disposition': z.string().describe('With the file name.'),
};
const whole = {
  ...headers,
  'Accept-Ranges': z.string().optional().describe('`bytes` for a stored picture.'),
  'Content-Length': z.string().optional(),
};
const content = { 'image/*': {} };

/** The request headers of every picture route. */
export const pictureRequestHeaders = ifNoneMatch.extend({
  Range: z.string().optional().describe('For example `bytes=0-1023`.'),
  'If-Range': z.string().optional().describe('The `ETag` of the part that you have.'),
});

/** The responses of every picture route. */
export const pictureResponses = {
  200: { description: 'The picture.', headers: whole, content },
  206: {
    description: 'The requested part of a stored picture.',
    headers: { ...whole, 'Content-Range': z.string() },
    content,
  },
  304: notModified(headers),
};
