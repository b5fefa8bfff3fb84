-- Opens the study that UNDERSTUDY_STUDY names as docs/other-editors.md says, waits for its diagnostics, and prints them.
local file = os.getenv('UNDERSTUDY_STUDY')
local source = assert(io.open('docs/other-editors.md')):read('a')
local snippet = assert(source:match('```lua\n(.-)```'), 'docs/other-editors.md has no Lua snippet')
assert(load(snippet))()
vim.cmd('edit ' .. vim.fn.fnameescape(file))
local came = vim.wait(20000, function()
  return #vim.diagnostic.get(0) > 0
end, 20)
for _, found in ipairs(vim.diagnostic.get(0)) do
  io.stdout:write(('%d:%d %s %s\n'):format(found.lnum + 1, found.col + 1, found.code or '', found.message))
end
vim.lsp.stop_client(vim.lsp.get_active_clients())
vim.cmd(came and 'qall!' or 'cquit 1')
