import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

type EncryptionCode = Extract<ErrorCode, `encryption_${string}`>;

/** What may stand between a person and an encrypted workspace. */
export const encryptionErrors: Record<EncryptionCode, ErrorText> = {
  encryption_locked: {
    sentence: '工作区 {file} 已加密。',
    next: '请在窗口中用口令或恢复密钥解锁。在终端中可用 --passphrase-fd N。',
  },
  encryption_absent: {
    sentence: '工作区 {file} 没有加密，却提供了口令。',
    next: '请不带口令打开，或确认文件是否正确。文件未被改动。',
  },
  encryption_present: {
    sentence: '工作区 {file} 已经加密。',
    next: '可以更改口令，或更换密钥。',
  },
  encryption_passphrase_wrong: {
    sentence: '此口令无法打开该工作区。',
    next: '请检查大小写和键盘布局后重试，或输入恢复密钥。未作任何改动。',
  },
  encryption_passphrase_short: {
    sentence: '口令太短：至少需要 {least} 个字符。',
    next: '请使用几个别人猜不到的词。',
  },
  encryption_passphrase_long: {
    sentence: '口令太长：最多 {most} 个字符。',
    next: '请使用较短的口令。',
  },
  encryption_recovery_mistyped: {
    sentence: '这看起来是恢复密钥，但其中有字符不对。',
    next: '请与写下的内容逐组核对。未作任何改动。',
  },
  encryption_recovery_wrong: {
    sentence: '此恢复密钥不属于工作区 {file}。',
    next: '每个工作区都有自己的恢复密钥，更换密钥后会产生新的。未作任何改动。',
  },
  encryption_keys_missing: {
    sentence: '找不到加密工作区 {file} 的密钥文件 {keys}。',
    next: '请把它放回工作区旁边（备份中有副本），或输入恢复密钥。未作任何改动。',
  },
  encryption_keys_damaged: {
    sentence: '无法读取密钥文件 {keys}。',
    next: '请使用备份中的密钥文件，或输入恢复密钥。未作任何改动。',
  },
  encryption_keys_foreign: {
    sentence:
      '密钥无法打开工作区 {file}：密钥文件属于另一个工作区或版本较旧，或者工作区的开头已损坏。',
    next: '请将工作区与它自己的密钥文件放在一起，或输入恢复密钥，或打开备份。未作任何改动。',
  },
  encryption_header_changed: {
    sentence: '加密工作区 {file} 的开头与 Portrait 写入的不一致。',
    next: '它被改动过：请打开备份。文件未被改动。',
  },
  encryption_busy: {
    sentence: '此工作区中还有任务在运行或等待：{jobs}。',
    next: '请等待完成，或停止它：已得到的部分会保留。',
  },
  encryption_not_typed_back: {
    sentence: '这不是最后显示的恢复密钥。',
    next: '请与写下的内容逐组核对，或重新开始以生成新的。未作任何改动。',
  },
  encryption_not_here: {
    sentence: '无法在这里更改此工作区的加密方式。',
    next: '请用 npm start 打开后在窗口中更改，或关闭后使用 npm start -- encrypt FILE。',
  },
  encryption_keychain_absent: {
    sentence: '此系统没有 Portrait 可用的钥匙串。',
    next: '请继续使用口令。未存储任何内容。',
  },
  encryption_keychain_plaintext: {
    sentence: '此系统的钥匙串会以所有程序可读的形式保存密钥。',
    next: '请安装并解锁密钥环（GNOME Keyring、KWallet），或继续使用口令。未存储任何内容。',
  },
};
