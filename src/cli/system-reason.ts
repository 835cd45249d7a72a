/** What the operating system refused, in words: `ENOENT` → "there is no such file or folder". */
export function systemReason(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return REASONS[code ?? ''] ?? message ?? String(error);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not do that',
  EPERM: 'this user may not do that',
  EROFS: 'the file system takes no writing',
  ENOSPC: 'no space is left',
  EEXIST: 'something of that name is there already',
};
